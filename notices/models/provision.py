"""One provision of a text, as a row with its address."""

from django.db import models


class Provision(models.Model):
    """`text` is its words without its mark; of an article or a measure, all its words with those of its items.

    Heading rows (part, chapter, section) have a title and no text. `reference` is how it is cited: 第十条第（四）项.
    """

    of = models.ForeignKey("notices.ProvisionSet", models.CASCADE, related_name="provisions")
    order = models.PositiveIntegerField("次序")
    depth = models.PositiveSmallIntegerField("层次")
    kind = models.CharField("种类", max_length=12)
    number = models.PositiveIntegerField("编号", null=True)
    suffix = models.PositiveSmallIntegerField("之几", null=True)
    label = models.CharField("标号", max_length=60, blank=True)
    title = models.TextField("标题", blank=True)
    text = models.TextField("条文", blank=True)
    address = models.CharField("地址", max_length=60)
    reference = models.CharField("引用写法", max_length=120, blank=True)
    first_line = models.PositiveIntegerField("原文首行")
    last_line = models.PositiveIntegerField("原文末行")

    class Meta:
        verbose_name = "条文"
        verbose_name_plural = "条文"
        ordering = ["of", "order"]
        constraints = [
            models.UniqueConstraint(fields=["of", "address"], name="provision_address_once"),
            models.UniqueConstraint(fields=["of", "order"], name="provision_order_once"),
        ]

    def __str__(self) -> str:
        return self.reference or self.address


class Citation(models.Model):
    """A document this text cites, and in which provision. Whether it is held here is asked when it is shown."""

    of = models.ForeignKey("notices.ProvisionSet", models.CASCADE, related_name="citations")
    order = models.PositiveIntegerField("次序")
    address = models.CharField("所在条文", max_length=60, blank=True)
    reference = models.CharField("引用处", max_length=120, blank=True)
    title = models.TextField("文件名称", blank=True)
    document_number = models.CharField("发文字号", max_length=60, blank=True, db_index=True)
    title_key = models.CharField("比对用名称", max_length=200, blank=True, db_index=True)

    class Meta:
        verbose_name = "引用"
        verbose_name_plural = "引用"
        ordering = ["of", "order"]

    def __str__(self) -> str:
        return self.document_number or self.title

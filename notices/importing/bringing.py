"""A file comes in: kept as it is, and read into a draft set; one that cannot be read is kept with the reason."""

import hashlib

from django.db import transaction

from foundation.bars import Barred
from foundation.clock import now
from foundation.models import SectionPage, User
from notices.attachments import safe_name
from notices.importing.changing import who_may_import
from notices.models import ProvisionSet, Purpose, RegulationPage, Upload
from notices.provision_sets import lay_rows
from notices.provisions.sources import CannotRead, read_file

# What pasted words are kept as; readers see the title of the document instead.
PASTED = "粘贴的文字.txt"
# What is larger is not even kept: nothing of a text needs it.
KEPT_AT_MOST = 64 * 1024 * 1024


def bring_in(
    name: str,
    data: bytes,
    *,
    section: SectionPage,
    by: User,
    purpose: str = Purpose.NEW,
    regulation: RegulationPage | None = None,
) -> ProvisionSet:
    """The set of a file; with `fault` said where it could not be read."""
    if len(data) > KEPT_AT_MOST:
        raise Barred("这个文件超过64兆，没有保存。请压缩图片或拆开附件，只上传正文。")
    with transaction.atomic():
        who_may_import(by, section)
        upload = Upload.objects.create(
            name=safe_name(name), size=len(data), sha256=hashlib.sha256(data).hexdigest(), data=data, by=by, at=now()
        )
        one = ProvisionSet(section=section, purpose=purpose, regulation=regulation, upload=upload, by=by, at=now())
        try:
            source = read_file(name, data)
        except CannotRead as reason:
            one.fault = str(reason)
        else:
            # A zero byte is nobody's character, and PostgreSQL keeps none.
            one.raw_text, one.notes = source.text.replace("\0", "\N{REPLACEMENT CHARACTER}"), list(source.notes)
        one.save()
        if not one.fault:
            lay_rows(one)
        return one

import pytest

from notices.provisions.sources import read_file
from tests.notices.provisions.sources import building
from tests.notices.provisions.sources.building import docx, numbered, outline, paragraph

LAW = outline(("chineseCountingThousand", "第%1条"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def text_of(body: str, **parts: str) -> str:
    return read_file("a.docx", docx(body, **parts)).text


def run(content: str) -> str:
    return f"<w:p><w:r>{content}</w:r></w:p>"


def test_paragraphs_come_in_order_and_an_empty_one_is_an_empty_line() -> None:
    assert text_of(paragraph("总则") + "<w:p/>" + paragraph("　　第一条 甲")) == "总则\n\n　　第一条 甲"


def test_numbers_word_makes_are_in_the_text() -> None:
    body = (
        numbered("甲") + numbered("乙", 1) + numbered("丙", 1) + numbered("丁", 2) + numbered("戊") + numbered("己", 1)
    )
    said = text_of(body, numbering=LAW)
    assert said.split("\n") == ["第一条 甲", "（一） 乙", "（二） 丙", "1. 丁", "第二条 戊", "（一） 己"]


def test_it_is_noted_that_numbers_were_written_in() -> None:
    source = read_file("a.docx", docx(numbered("甲") + numbered("乙"), numbering=LAW))
    assert source.notes == ("有2段的编号是 Word 自动生成的，已写进文字里。",)


def test_a_number_may_show_the_levels_above_it() -> None:
    numbering = outline(("decimal", "%1"), ("decimal", "%1.%2"))
    assert (
        text_of(numbered("甲") + numbered("乙", 1) + numbered("丙", 1), numbering=numbering) == "1 甲\n1.1 乙\n1.2 丙"
    )


def test_levels_above_are_arabic_where_the_level_is_legal() -> None:
    numbering = outline(("chineseCounting", "%1、"), ("decimal", "%1.%2")).replace(
        '<w:lvlText w:val="%1.%2"/>', '<w:isLgl/><w:lvlText w:val="%1.%2"/>'
    )
    assert text_of(numbered("甲") + numbered("乙", 1), numbering=numbering) == "一、 甲\n1.1 乙"


def test_articles_count_on_through_the_chapters_where_the_list_says_so() -> None:
    numbering = outline(("chineseCounting", "第%1章"), ("chineseCounting", "第%2条")).replace(
        '<w:lvlText w:val="第%2条"/>', '<w:lvlRestart w:val="0"/><w:lvlText w:val="第%2条"/>'
    )
    body = numbered("总则") + numbered("甲", 1) + numbered("附则") + numbered("乙", 1)
    assert text_of(body, numbering=numbering) == "第一章 总则\n第一条 甲\n第二章 附则\n第二条 乙"


def test_a_list_that_begins_anew_begins_at_its_own_start() -> None:
    numbers = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    numbering = outline(("decimal", "%1."), numbers=numbers)
    body = numbered("甲") + numbered("乙") + numbered("丙", number=2) + numbered("丁", number=2)
    assert text_of(body, numbering=numbering) == "1. 甲\n2. 乙\n5. 丙\n6. 丁"


def test_a_number_may_come_from_the_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Clause"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Long"><w:basedOn w:val="Clause"/></w:style>'
    )
    body = paragraph("甲", '<w:pStyle w:val="Clause"/>') + paragraph("乙", '<w:pStyle w:val="Long"/>')
    assert text_of(body, numbering=LAW, styles=styles) == "第一条 甲\n第二条 乙"


def test_a_paragraph_may_refuse_the_number_of_its_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="C"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph("甲", '<w:pStyle w:val="C"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert text_of(body, numbering=LAW, styles=styles) == "甲"


def test_styles_based_on_each_other_end() -> None:
    styles = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    assert text_of(paragraph("甲", '<w:pStyle w:val="A"/>'), numbering=LAW, styles=styles) == "甲"


def test_a_bullet_is_no_number() -> None:
    assert text_of(numbered("甲"), numbering=outline(("bullet", "\uf0b7"))) == "甲"


def test_a_table_is_read_row_by_row() -> None:
    def cell(*lines: str) -> str:
        return f"<w:tc>{''.join(map(paragraph, lines))}</w:tc>"

    table = f"<w:tbl><w:tr>{cell('单位')}{cell('职责')}</w:tr><w:tr>{cell('科技局')}{cell('牵头')}</w:tr></w:tbl>"
    assert text_of(paragraph("前") + table + paragraph("后")) == "前\n单位\t职责\n科技局\t牵头\n后"


def test_a_text_laid_out_in_a_table_keeps_its_paragraphs() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('第一条')}{paragraph('第二条')}</w:tc></w:tr></w:tbl>"
    assert text_of(table) == "第一条\n第二条"


def test_deletions_are_left_out_and_insertions_kept() -> None:
    body = (
        "<w:p><w:r><w:t>自</w:t></w:r><w:del><w:r><w:delText>2020年</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>2021年</w:t></w:r></w:ins><w:r><w:t>起施行</w:t></w:r></w:p>"
    )
    source = read_file("a.docx", docx(body))
    assert source.text == "自2021年起施行"
    assert "修订痕迹" in source.notes[0]


def test_what_was_moved_away_stands_only_where_it_went() -> None:
    moved = "<w:r><w:t>甲</w:t></w:r>"
    assert text_of(f"<w:p><w:moveFrom>{moved}</w:moveFrom></w:p><w:p><w:moveTo>{moved}</w:moveTo></w:p>") == "\n甲"


def test_a_paragraph_whose_end_was_deleted_runs_on_into_the_next() -> None:
    assert text_of(paragraph("第一条 甲", "<w:rPr><w:del/></w:rPr>") + paragraph("乙。")) == "第一条 甲乙。"


def test_breaks_and_tabs_are_kept() -> None:
    assert text_of(run("<w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/>")) == "甲\n乙\t丙-"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    inner = f"<w:txbxContent>{paragraph('框中')}</w:txbxContent>"
    shape = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert text_of(run(f"<w:t>前</w:t>{shape}") + paragraph("后")) == "前\n框中\n后"


def test_footnotes_follow_the_text() -> None:
    notes = (
        f'<w:footnote w:id="-1">{paragraph("线")}</w:footnote><w:footnote w:id="2">{paragraph("指市级。")}</w:footnote>'
    )
    body = run('<w:t>平台</w:t><w:footnoteReference w:id="2"/><w:t>。</w:t>')
    assert text_of(body, footnotes=notes) == "平台¹。\n¹ 指市级。"


def test_headers_and_footers_are_left_out() -> None:
    header = '<w:hdr xmlns:w="urn">第1页</w:hdr>'
    assert read_file("a.docx", docx(paragraph("甲"), word__header1_xml=header)).text == "甲"


def test_of_a_field_only_its_result_is_read() -> None:
    def mark(kind: str) -> str:
        return f'<w:fldChar w:fldCharType="{kind}"/>'

    field = f"{mark('begin')}<w:instrText>REF a</w:instrText>{mark('separate')}<w:t>第三条</w:t>{mark('end')}"
    assert text_of(run(f"<w:t>见</w:t>{field}")) == "见第三条"


def test_a_table_of_contents_word_made_is_left_out_and_noted() -> None:
    begin = (
        '<w:fldChar w:fldCharType="begin"/><w:instrText> TOC \\o </w:instrText><w:fldChar w:fldCharType="separate"/>'
    )
    body = run(f"{begin}<w:t>第一章 总则</w:t>") + run("<w:t>第二章</w:t>") + run('<w:fldChar w:fldCharType="end"/>')
    source = read_file("a.docx", docx(body + paragraph("第一章 总则")))
    assert source.text == "第一章 总则"
    assert source.notes == ("自动生成的目录没有读入。",)


def test_hidden_text_is_left_out_and_noted() -> None:
    source = read_file(
        "a.docx", docx("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:r><w:t>明</w:t></w:r></w:p>")
    )
    assert source.text == "明"
    assert source.notes == ("文件里有隐藏文字，没有读入。",)


def test_content_controls_and_links_are_seen_through() -> None:
    body = f"<w:sdt><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt><w:p><w:hyperlink><w:r><w:t>乙</w:t></w:r></w:hyperlink></w:p>"
    assert text_of(body) == "甲\n乙"


def test_a_picture_in_the_text_is_noted() -> None:
    source = read_file("a.docx", docx(paragraph("甲") + run("<w:drawing><a:blip/></w:drawing>")))
    assert source.notes == ("文件里有1张图片，图片里的文字读不到，请核对。",)


def test_a_symbol_of_the_private_area_is_noted_with_its_line() -> None:
    source = read_file("a.docx", docx(paragraph("甲") + run('<w:sym w:font="Wingdings" w:char="F0FC"/>')))
    assert source.notes[0].startswith("第2行有专用区字符")


def test_the_strict_edition_of_the_format_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_DECLARED", 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"')
    monkeypatch.setattr(building, "RELATIONS", "http://purl.oclc.org/ooxml/officeDocument/relationships")
    assert text_of(numbered("甲"), numbering=LAW) == "第一条 甲"


@pytest.mark.parametrize("content", ["<w:tbl/>", "<w:p><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>", "<w:sdt/>"])
def test_odd_bodies_are_read_as_far_as_they_go(content: str) -> None:
    assert text_of(content + paragraph("甲")).strip() == "甲"

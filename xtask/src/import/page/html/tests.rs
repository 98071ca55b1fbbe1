//! What becomes of HTML, a rule a line.

use super::read;
use crate::import::page::Piece;

/// HTML, and its pieces: `#` before a heading, `|` between the cells of a row, `>` for an indented name, `$` before code.
const RULES: &[(&str, &str)] = &[
    // Names that a cell beside them groups are within it, whether the header spans both columns or not.
    (
        "<table><tr><th colspan=2>Field<th>Type</tr><tr><td colspan=2>no<td>long</tr>\
         <tr><td rowspan=2>rows<td>&nbsp;<td>List</tr><tr><td>id<td>string</tr></table>",
        "Field|Type / no|long / rows|List / >id|string",
    ),
    (
        "<table><tr><th>Field<th>Type</tr><tr><td rowspan=2>rows<td><td>List</tr><tr><td>id<td>string</tr></table>",
        "Field|Type / rows|List / >id|string",
    ),
    (
        "<table><tr><th>Name<th>Child<th>Type</tr><tr><td rowspan=2>rows<td><td>List</tr><tr><td>id<td>int</tr></table>",
        "Name|Type / rows|List / >id|int",
    ),
    (
        "<table><tr><th>Name<th>Type</tr><tr><td>a<td>object</tr><tr><td rowspan=2>a<td>b<td>int</tr><tr><td>c<td>int</tr></table>",
        "Name|Type / a|object / >b|int / >c|int",
    ),
    // Other cells that span rows hold for each of them.
    (
        "<table><tr><th>Group<th>Name<th>Type</tr><tr><td rowspan=2>all<td>a<td rowspan=2>int</tr><tr><td>b</tr></table>",
        "Group|Name|Type / all|a|int / all|b|int",
    ),
    // A name that spans rows has all that they say.
    (
        "<table><tr><th>Name<th>Type<th>Note</tr><tr><td rowspan=2>a<td rowspan=2>int<td>1: x</tr><tr><td>2: y</tr></table>",
        "Name|Type|Note / a|int|1: x+2: y",
    ),
    // Words of a header below a word of it.
    (
        "<table><tr><th rowspan=2>Name<th colspan=2>Length<th rowspan=2>Type</tr><tr><th>min<th>max</tr>\
         <tr><td>a<td>1<td>32<td>string</tr></table>",
        "Name|Length|Type / a|1-32|string",
    ),
    // A line that is bold as a whole is a heading; a label, a method and a sentence are none.
    (
        "<p><b>Sample request</b></p><p><b>URL:</b> /a</p><p><strong>POST</strong></p><p><b>Take care.</b></p>",
        "#Sample request / URL: /a / POST / Take care.",
    ),
    // Names that are moved to the right are within the one above.
    (
        "<table><tr><th>Name<th>Type</tr><tr><td style='padding-left:8px'>a<td>object</tr>\
         <tr><td style='padding-left:24px'>b<td>int</tr><tr><td><span class=level-2>c</span><td>int</tr></table>",
        "Name|Type / a|object / >b|int / >>c|int",
    ),
    // A table within a cell comes after the one around it, called as the field; values within a cell are lines.
    (
        "<table><tr><th>Name<th>Type</tr><tr><td>rows<td>List<table><tr><th>Name<th>Type</tr><tr><td>id<td>int</tr>\
         </table></tr><tr><td>no<td>long</tr></table>",
        "Name|Type / rows|List / no|long / rows / Name|Type / id|int",
    ),
    (
        "<table><tr><th>Name<th>Type<th>Note</tr><tr><td>rows<td>List<td><table><tr><td>id<td>int<td>x</tr></table></tr></table>",
        "Name|Type|Note / rows|List| / rows / Name|Type|Note / id|int|x",
    ),
    (
        "<table><tr><th>Name<th>Note</tr><tr><td>way<td>how<table><tr><td>A<td>air</tr><tr><td>B<td>boat</tr></table></table>",
        "Name|Note / way|how+A: air+B: boat",
    ),
    // Items of a list within a list are indented.
    (
        "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>d",
        "a /   b / c / d",
    ),
    // A table that only lays the page out.
    (
        "<table><tr><td><h2>T</h2><p>some</p><td><table><tr><th>Name<th>Type</tr><tr><td>a<td>int</tr></table></tr></table>",
        "#T / some / Name|Type / a|int",
    ),
    (
        "<table><tr><td><pre>1\n2\n3</pre><td><pre>{\n\"a\": 1\n}</pre></table>",
        "${+\"a\": 1+}",
    ),
    (
        "<table><tr><td><td>{</tr><tr><td><td>\"a\": 1</tr><tr><td><td>}</tr></table>",
        "${+\"a\": 1+}",
    ),
    // A cell that spans a whole table says what it is; among the rows it is left to those who read them.
    (
        "<table><tr><td colspan=2>Head</tr><tr><th>Name<th>Type</tr><tr><td colspan=2>Body</tr><tr><td>a<td>int</tr></table>",
        "Head / Name|Type / Body / a|int",
    ),
    // Numbers of lines in the code itself.
    ("<pre>1 {\n2 \"a\": 1\n3 }</pre>", "${+\"a\": 1+}"),
    // A label that touches a name is a word of its own; glued values stay as they are.
    (
        "<table><tr><td><code>id</code><span>required</span><td>(<b>AA</b><b>BB</b>)</table>",
        "id required|(AABB)",
    ),
    // What leads elsewhere is not of the page.
    (
        "<nav><h1>Home</h1></nav><h1>T</h1><button>Copy</button>",
        "#T",
    ),
];

fn shown(piece: &Piece) -> Option<String> {
    let text = match piece {
        Piece::Heading(line) => format!("#{}", line.text),
        Piece::Text(line) => line.text.clone(),
        Piece::Code(line) => format!("${}", line.text),
        Piece::Row { cells, .. } => cells.join("|"),
        Piece::Blank => return None,
    };
    Some(text.replace('\u{3000}', ">").replace('\n', "+"))
}

#[test]
fn each_rule_makes_the_pieces_that_a_reader_sees() {
    for (html, expected) in RULES {
        let pieces: Vec<String> = read(html).iter().filter_map(shown).collect();
        assert_eq!(pieces.join(" / "), *expected, "{html}");
    }
}

#[test]
fn tables_that_never_end_end_soon() {
    let deep = "<table><tr><td>a".repeat(50_000);
    assert!(!read(&deep).is_empty());
    let wide = "<table><tr><td colspan=9999 rowspan=0>a".to_owned() + &"<tr><td>b".repeat(2_000);
    assert!(!read(&wide).is_empty());
}

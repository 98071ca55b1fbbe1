//! HTML, by its tokens: headings, tables, preformatted text, and lines of all other text.

mod cells;
mod grid;
#[cfg(test)]
mod tests;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::{Line, Piece, lines, markdown::line_starts};
use cells::{Cell, Part, Row};

/// Whether a page is HTML.
pub fn is_html(name: &str, text: &str) -> bool {
    let name = name.to_lowercase();
    let head: String = text
        .trim_start()
        .chars()
        .take(200_000)
        .collect::<String>()
        .to_lowercase();
    let tags = [
        "<table",
        "<html",
        "<body",
        "<div",
        "<h1",
        "<h2",
        "<p>",
        "<!doctype",
    ];
    let ending = name.rsplit('.').next().unwrap_or_default();
    matches!(ending, "html" | "htm")
        || (head.starts_with('<') && tags.iter().any(|tag| head.contains(tag)))
}

/// Elements whose text nobody sees, or that lead elsewhere.
const HIDDEN: [&str; 8] = [
    "script", "style", "head", "template", "svg", "nav", "button", "footer",
];
/// Elements that hold text by themselves, apart from what stands around them.
const BLOCKS: [&str; 18] = [
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "section",
    "article",
    "dl",
    "dt",
    "dd",
    "caption",
    "details",
    "summary",
    "main",
    "aside",
    "blockquote",
    "header",
    "hr",
];
/// Most tables within each other. Real pages have two.
const MOST_DEEP: usize = 8;

/// Reads HTML.
pub fn read(text: &str) -> Vec<Piece> {
    let starts = line_starts(text);
    let mut reader = Reader::default();
    let emitter = DefaultEmitter::<usize>::new_with_span();
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                reader.line = starts.partition_point(|start| *start <= tag.span.start);
                reader.open(&tag);
            }
            Token::EndTag(tag) => reader.close(&String::from_utf8_lossy(&tag.name).to_lowercase()),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text.value)),
            _ => {}
        }
    }
    together(reader.end())
}

/// Reads lines that follow each other together: an example may have been an element a line.
fn together(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut read = Vec::new();
    let mut run: Vec<Line> = Vec::new();
    for piece in pieces {
        if let Piece::Text(line) = piece {
            run.push(line);
        } else {
            read.extend(lines::read(&std::mem::take(&mut run)));
            read.push(piece);
        }
    }
    read.extend(lines::read(&run));
    read
}

/// What has been read, and what is open.
#[derive(Default)]
struct Reader {
    /// What the page, or else the innermost open cell, has so far.
    parts: Vec<Part>,
    /// The tables that are open, the outermost first.
    tables: Vec<Open>,
    /// How many tables are open beyond those: their rows are lines.
    beyond: usize,
    /// How many lists are open: items of an inner one are indented.
    lists: usize,
    /// Text of the line, the heading or the preformatted block that is open.
    text: String,
    /// Where it began.
    began: usize,
    /// The line that the tokens have come to.
    line: usize,
    heading: bool,
    preformatted: bool,
    /// How many elements are open that make their text bold, and whether any text of the line is not.
    bold: usize,
    plain: bool,
    /// Whether an element began right where another ended.
    seam: Seam,
    /// The element that began last, and its class.
    kind: String,
    /// How many elements are open whose text nobody sees.
    hidden: usize,
}

/// What came last, for elements that touch: a margin parts them, and no blank.
#[derive(Default, PartialEq, Eq)]
enum Seam {
    #[default]
    None,
    Closed,
    Touching,
}

/// A table that is open.
struct Open {
    /// What came before it, around it.
    around: Vec<Part>,
    rows: Vec<Row>,
    /// The cell that is open, but for what it holds.
    cell: Option<Cell>,
}

impl Reader {
    fn open(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).to_lowercase();
        self.meet(tag, &name);
        if !matches!(name.as_str(), "td" | "th") {
            self.indent(tag);
        }
        match name.as_str() {
            name if HIDDEN.contains(&name) && !tag.self_closing => self.hidden += 1,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = true;
            }
            "table" => self.open_table(),
            "tr" => self.open_row(),
            "td" | "th" => {
                self.open_cell(tag, name == "th");
                self.indent(tag);
            }
            "pre" | "textarea" => {
                self.flush();
                self.preformatted = true;
            }
            "br" => self.text.push('\n'),
            "b" | "strong" => self.bold += 1,
            name if BLOCKS.contains(&name) => {
                self.boundary();
                self.lists += usize::from(matches!(name, "ul" | "ol"));
            }
            _ => {}
        }
    }

    /// Notes whether an element begins right where one of another kind ended. Values in a row of equal ones are glued.
    fn meet(&mut self, tag: &StartTag<usize>, name: &str) {
        let class = tag.attributes.get(b"class".as_slice());
        let class = class.map(|class| String::from_utf8_lossy(class));
        let kind = format!("{name}.{}", class.unwrap_or_default());
        if self.seam != Seam::None {
            let other = self.kind != kind || self.seam == Seam::Touching;
            self.seam = if other { Seam::Touching } else { Seam::None };
        }
        self.kind = kind;
    }

    /// Notes how far an element at the beginning of a cell moves what it holds to the right.
    fn indent(&mut self, tag: &StartTag<usize>) {
        if !self.text.trim().is_empty() || !self.parts.is_empty() {
            return;
        }
        let value = |name: &[u8]| {
            let value = tag.attributes.get(name);
            value.map_or_else(String::new, |value| {
                String::from_utf8_lossy(value).to_lowercase()
            })
        };
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.indent += cells::indent(&value(b"style"), &value(b"class"));
        }
    }

    fn close(&mut self, name: &str) {
        self.seam = Seam::Closed;
        match name {
            name if HIDDEN.contains(&name) => self.hidden = self.hidden.saturating_sub(1),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" | "textarea" => self.flush(),
            "b" | "strong" => self.bold = self.bold.saturating_sub(1),
            "td" | "th" => self.end_cell(),
            "tr" if self.beyond > 0 => self.boundary(),
            "tr" => self.end_cell(),
            "table" => self.end_table(),
            name if BLOCKS.contains(&name) => {
                self.boundary();
                let list = usize::from(matches!(name, "ul" | "ol"));
                self.lists = self.lists.saturating_sub(list);
            }
            _ => {}
        }
    }

    fn open_table(&mut self) {
        self.flush();
        if self.tables.len() >= MOST_DEEP {
            self.beyond += 1;
            return;
        }
        self.tables.push(Open {
            around: std::mem::take(&mut self.parts),
            rows: Vec::new(),
            cell: None,
        });
    }

    fn open_row(&mut self) {
        if self.beyond > 0 {
            return self.boundary();
        }
        self.end_cell();
        if self.tables.is_empty() {
            self.open_table();
        }
        if let Some(table) = self.tables.last_mut() {
            // What stands between rows stands before the table: its caption.
            table.around.append(&mut self.parts);
            table.rows.push(Row {
                cells: Vec::new(),
                line: self.line,
            });
        }
    }

    fn open_cell(&mut self, tag: &StartTag<usize>, head: bool) {
        if self.beyond > 0 {
            return;
        }
        self.end_cell();
        if self.tables.last().is_none_or(|table| table.rows.is_empty()) {
            self.open_row();
        }
        let span = |name: &[u8]| {
            let value = tag.attributes.get(name)?;
            String::from_utf8_lossy(value).trim().parse::<usize>().ok()
        };
        if let Some(table) = self.tables.last_mut() {
            table.cell = Some(Cell::open(span(b"colspan"), span(b"rowspan"), head));
        }
    }

    fn end_cell(&mut self) {
        if self.beyond > 0 {
            return;
        }
        self.flush();
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        if let (Some(mut cell), Some(row)) = (table.cell.take(), table.rows.last_mut()) {
            cell.parts = std::mem::take(&mut self.parts);
            row.cells.push(cell);
        }
    }

    fn end_table(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        self.end_cell();
        if let Some(table) = self.tables.pop() {
            let after = std::mem::replace(&mut self.parts, table.around);
            self.parts.push(Part::Table(cells::pieces(table.rows)));
            self.parts.extend(after);
        }
    }

    /// The pieces of all that was read, whatever was left open.
    fn end(mut self) -> Vec<Piece> {
        self.beyond = 0;
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.flush();
        cells::in_order(self.parts)
    }

    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        if self.text.trim().is_empty() {
            self.began = self.line;
        }
        self.plain |= self.bold == 0 && !text.trim().is_empty();
        if self.preformatted {
            self.text.push_str(text);
        } else {
            self.words(text);
        }
        self.seam = Seam::None;
        self.line += text.matches('\n').count();
    }

    /// Takes words, each blank between them a single one.
    fn words(&mut self, text: &str) {
        let blank = |c: char| c.is_whitespace() && c != '\u{a0}';
        let inner = text
            .split(blank)
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        let ends = self.text.ends_with(|c: char| c.is_alphanumeric());
        let touching = self.seam == Seam::Touching && ends;
        let touches = touching && inner.starts_with(|c: char| c.is_alphanumeric());
        if (text.starts_with(blank) && !self.text.is_empty()) || touches {
            self.text.push(' ');
        }
        self.text.push_str(&inner);
        if text.ends_with(blank) && !inner.is_empty() {
            self.text.push(' ');
        }
    }

    fn in_cell(&self) -> bool {
        self.tables.last().is_some_and(|table| table.cell.is_some())
    }

    /// The end of a block: of a line of text.
    fn boundary(&mut self) {
        if self.preformatted || self.heading {
            return;
        }
        if !self.in_cell() {
            self.flush();
        } else if !self.text.trim().is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let heading = std::mem::take(&mut self.heading);
        let preformatted = std::mem::take(&mut self.preformatted);
        let bold = !std::mem::take(&mut self.plain);
        let began = self.began.max(1);
        if text.trim().is_empty() && !(self.in_cell() && text.contains('\u{a0}')) {
            return;
        }
        let pieces = if heading {
            let text = lines::heading(&text);
            vec![Piece::Heading(Line::new(text, began))]
        } else if preformatted {
            lines::code(&lines::without_numbers(&text), began)
        } else if bold && !self.in_cell() && is_caption(&text) {
            vec![Piece::Heading(Line::new(lines::heading(&text), began))]
        } else {
            let within = if self.in_cell() {
                0
            } else {
                self.lists.min(MOST_DEEP)
            };
            let indent = "  ".repeat(within.saturating_sub(1));
            vec![Piece::Text(Line::new(indent + &text, began))]
        };
        self.parts.extend(pieces.into_iter().map(Part::Piece));
    }
}

/// Whether a line that is bold as a whole is a heading: it is short, and neither an address nor a method.
fn is_caption(text: &str) -> bool {
    let text = text.trim();
    let said = text.contains(['/', '{', '\n']) || matches!(text, "GET" | "POST" | "PUT" | "DELETE");
    text.chars().count() <= 60 && !said && !text.ends_with(['.', '。', ',', ';'])
}

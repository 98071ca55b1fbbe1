//! HTML, by its tokens: headings, tables, preformatted text, and lines of all other text.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::{Line, Piece, lines, markdown::line_starts};

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

/// What a tag in the middle of text is.
pub enum InlineTag {
    /// A line break.
    Break,
    /// Markup, which says nothing.
    Markup,
    /// No tag of HTML: text such as `<Info>` in `List<Info>`.
    Text,
}

/// Tags that only mark up text.
const MARKUP: [&str; 24] = [
    "a", "b", "i", "u", "s", "p", "em", "del", "div", "img", "kbd", "sub", "sup", "svg", "code",
    "font", "mark", "path", "span", "input", "small", "strong", "li", "ul",
];

/// What the tag `tag` is, angle brackets and all.
pub fn inline_tag(tag: &str) -> InlineTag {
    let name: String = tag
        .trim_start_matches(['<', '/'])
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    match name.as_str() {
        "br" | "BR" => InlineTag::Break,
        name if MARKUP.contains(&name) => InlineTag::Markup,
        _ if tag.starts_with("<!--") => InlineTag::Markup,
        _ => InlineTag::Text,
    }
}

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
                let name = String::from_utf8_lossy(&tag.name).to_lowercase();
                reader.open(&name, tag.self_closing);
            }
            Token::EndTag(tag) => reader.close(&String::from_utf8_lossy(&tag.name).to_lowercase()),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text.value)),
            _ => {}
        }
    }
    reader.flush();
    together(reader.pieces)
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
    pieces: Vec<Piece>,
    /// Text of the line, the heading, the cell or the preformatted block that is open.
    text: String,
    /// Where it began.
    began: usize,
    /// The line that the tokens have come to.
    line: usize,
    row: Option<Vec<String>>,
    cell: bool,
    heading: bool,
    preformatted: bool,
    /// How many elements are open whose text nobody sees.
    hidden: usize,
}

impl Reader {
    fn open(&mut self, name: &str, self_closing: bool) {
        match name {
            "script" | "style" | "head" | "template" | "svg" if !self_closing => self.hidden += 1,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = true;
            }
            "tr" => {
                self.flush();
                self.end_row();
                self.row = Some(Vec::new());
                self.began = self.line;
            }
            "td" | "th" => {
                self.end_cell();
                self.cell = true;
            }
            "pre" | "textarea" => {
                self.flush();
                self.preformatted = true;
            }
            "br" => self.text.push('\n'),
            "p" | "div" | "li" | "ul" | "ol" | "table" | "section" | "article" | "dt" | "dd" => {
                self.boundary();
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "script" | "style" | "head" | "template" | "svg" => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" | "textarea" => self.flush(),
            "td" | "th" => self.end_cell(),
            "tr" => self.end_row(),
            "table" => {
                self.end_row();
                self.pieces.push(Piece::Blank);
            }
            "p" | "div" | "li" | "ul" | "ol" | "section" | "article" | "dt" | "dd" => {
                self.boundary();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        if self.text.trim().is_empty() && self.row.is_none() {
            self.began = self.line;
        }
        if self.preformatted {
            self.text.push_str(text);
        } else {
            let blank = |c: char| c.is_whitespace() && c != '\u{a0}';
            let inner = text
                .split(blank)
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join(" ");
            if text.starts_with(blank) && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(&inner);
            if text.ends_with(blank) && !inner.is_empty() {
                self.text.push(' ');
            }
        }
        self.line += text.matches('\n').count();
    }

    /// The end of a block: of a line of text, but inside a cell only of a line in it.
    fn boundary(&mut self) {
        if self.preformatted || self.heading {
            return;
        }
        if self.cell {
            if !self.text.trim().is_empty() && !self.text.ends_with('\n') {
                self.text.push('\n');
            }
        } else if self.row.is_none() {
            self.flush();
        }
    }

    fn end_cell(&mut self) {
        if std::mem::take(&mut self.cell) {
            let text = std::mem::take(&mut self.text);
            self.row
                .get_or_insert_default()
                .push(lines::indent(&text) + text.trim());
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        if let Some(cells) = self.row.take() {
            self.text.clear();
            if cells.iter().any(|cell| !cell.is_empty()) {
                let line = self.began;
                self.pieces.push(Piece::Row { cells, line });
            }
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let heading = std::mem::take(&mut self.heading);
        let preformatted = std::mem::take(&mut self.preformatted);
        let began = self.began.max(1);
        if text.trim().is_empty() {
            return;
        }
        if heading {
            let text = lines::heading(&text);
            self.pieces.push(Piece::Heading(Line::new(text, began)));
        } else if preformatted {
            self.pieces.extend(lines::code(&text, began));
        } else {
            let rows = text
                .lines()
                .map(|text| Line::new(text.replace('\u{a0}', " "), began));
            self.pieces.extend(rows.map(Piece::Text));
        }
    }
}

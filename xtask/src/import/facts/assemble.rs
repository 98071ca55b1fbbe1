//! A page read from top to bottom, and what was read put together.

mod address;
mod columns;
mod doubts;
mod owners;
mod samples;
mod shown;
mod tables;
mod title;
mod whole;

use address::method;
use samples::{Announced, Sample, is_body};
use shown::Shown;
use title::Title;
use whole::root_of;

use super::{
    Among, Envelope, Facts, Field, Inconsistency, Kind, Side, across,
    listings::{self, Listing},
    nest::Sub,
    rows,
    sections::{self, Section},
};
use crate::import::{
    compare,
    example::Json,
    page::{Line, Piece},
    table::{self, Block, Unread},
    text::{pattern, plain},
};

/// Extracts the facts of a page.
#[must_use]
pub fn extract(page: &str, pieces: &[Piece]) -> Facts {
    let blocks = table::blocks(pieces);
    let mut reader = Reader::new(&blocks);
    let title = title::title(pieces, &blocks);
    reader.title = title.line.as_ref().map(|line| line.line);
    reader.is_notice = doubts::says_called(title.line.as_ref());
    reader.listings = listings::read(pieces);
    for block in &blocks {
        reader.block(block);
    }
    reader.finish(page, title)
}

struct Reader {
    /// Values that the page lists somewhere.
    known: Vec<String>,
    /// Values in tables and lists of their own.
    listings: Vec<Listing>,
    /// What the examples of both sides show.
    shown: Shown,
    /// Where the title stands, and whether it says that the platform calls.
    title: Option<usize>,
    is_notice: bool,
    section: Section,
    side: Option<Side>,
    method: Option<String>,
    method_heading: Option<usize>,
    several_methods: bool,
    path: Option<Line>,
    /// A path that is not that one, where one is expected.
    other_path: Option<String>,
    /// A path within a sentence, and the method beside it: for pages that state them nowhere else.
    spoken: Option<(Line, Option<String>)>,
    /// Text where the address ought to stand.
    address: Vec<String>,
    envelope: Option<Envelope>,
    body: Vec<Field>,
    roots: [Option<Vec<Field>>; 2],
    subs: Vec<Sub>,
    samples: Vec<Sample>,
    /// Examples of calls whose parameters stand in the address.
    queries: Vec<Json>,
    announced: Vec<Announced>,
    inconsistencies: Vec<Inconsistency>,
    prose: Vec<String>,
    missing_links: Vec<Line>,
    unread: Vec<Unread>,
    headers: Vec<(String, bool)>,
}

const fn index(side: Side) -> usize {
    match side {
        Side::Request => 0,
        Side::Response => 1,
    }
}

impl Reader {
    fn new(blocks: &[Block]) -> Self {
        Self {
            known: known_values(blocks),
            listings: Vec::new(),
            shown: Shown::of(blocks),
            title: None,
            is_notice: false,
            section: Section::default(),
            side: None,
            method: None,
            method_heading: None,
            several_methods: false,
            path: None,
            other_path: None,
            spoken: None,
            address: Vec::new(),
            envelope: None,
            body: Vec::new(),
            roots: [None, None],
            subs: Vec::new(),
            samples: Vec::new(),
            queries: Vec::new(),
            announced: Vec::new(),
            inconsistencies: Vec::new(),
            prose: Vec::new(),
            missing_links: Vec::new(),
            unread: Vec::new(),
            headers: Vec::new(),
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(line) => self.heading(line),
            Block::Prose(line) => self.prose(line),
            Block::Table(table) => self.table(table),
            Block::Code(line) => self.code(line),
        }
    }

    fn heading(&mut self, line: &Line) {
        let mut section = sections::read(&line.text);
        let title = self.title == Some(line.line);
        if section.side.is_none() && !title {
            section.side = sections::spoken_side(&line.text, self.is_notice);
        }
        if section.side.is_some() {
            self.side = section.side;
        }
        if section.method {
            self.method_heading = Some(line.line);
        }
        if section.example {
            let side = section.side.or(self.side);
            self.announced
                .extend(side.map(|side| Announced::new(side, section.failure)));
        }
        self.where_to_call(&line.text, line.line, false);
        self.section = section;
    }

    fn prose(&mut self, line: &Line) {
        let text = line
            .text
            .trim()
            .trim_start_matches(['•', '-', '*', '·', '●', '○', ' '])
            .trim();
        if self.section.method && self.method.is_none() {
            self.method = method(text);
            self.several_methods = address::names_several(text);
        }
        if self.section.url {
            self.address.push(text.to_owned());
        }
        let sent = pattern!(r#"(?:^|\s)(?:-d|--data\S*)\s+['"](\{.*\})['"]"#).captures(&line.text);
        if self.spoken.is_none() {
            self.spoken = address::called(text, line.line);
        }
        if let Some(sent) = sent.and_then(|found| found.get(1)) {
            if let Some((_, how)) = &mut self.spoken {
                how.get_or_insert_with(|| "POST".to_owned());
            }
            self.code(&Line::new(sent.as_str(), line.line));
        } else {
            self.query(text);
        }
        let near = self.section.url;
        self.where_to_call(text, line.line, near);
        let elsewhere = pattern!(
            r"(?i)^(?:how .{0,30}construct.{0,40}|code collection|.{0,30}签名.{0,10}|状态码.{0,10}|.{0,10}错误码.{0,10})$"
        );
        if elsewhere.is_match(text) && text.len() < 80 {
            self.missing_links.push(Line::new(text, line.line));
        }
        let announces = pattern!(r"(?i)^//|example|示例").is_match(text);
        if announces && pattern!(r"(?i)fail|error|失败|错误").is_match(text) {
            self.section.failure = true;
        }
        self.prose.push(text.to_owned());
    }

    fn note(&mut self, tag: &'static str, paths: &[String], seen: &str) {
        self.inconsistencies.push(Inconsistency {
            tag,
            paths: paths.to_vec(),
            seen: seen.to_owned(),
        });
    }

    fn finish(mut self, page: &str, title: Title) -> Facts {
        self.attach_rest();
        let mut review = Vec::new();
        if title.unsure {
            review.push("several of the first lines could be the title".to_owned());
        }
        let title = title.line;
        self.take_spoken(&mut review);
        let examples = self.examples(&mut review);
        let kind = self.kind(title.as_ref());
        let [request, response] = std::mem::take(&mut self.roots);
        let (request, response_table) = (request.unwrap_or_default(), response);
        let envelope = self
            .envelope
            .unwrap_or_else(|| self.guess_envelope(&request, &mut review));
        let root = root_of(response_table.as_deref(), &examples);
        let deprecated = self.deprecated(title.as_ref());
        let mut facts = Facts {
            page: page.to_owned(),
            kind,
            method: self.method.clone(),
            path: self.path.clone(),
            title,
            envelope,
            body: std::mem::take(&mut self.body),
            request,
            root,
            response: response_table.unwrap_or_default(),
            rows_in: None,
            example_only: Vec::new(),
            inconsistencies: Vec::new(),
            among: Among::default(),
            within: Among::default(),
            deprecated,
            unread: std::mem::take(&mut self.unread),
            examples,
            missing_links: std::mem::take(&mut self.missing_links),
            review,
        };
        if kind == Kind::NotAnEndpoint {
            facts.review.clear();
        }
        facts.review.extend(self.doubts(&facts));
        if kind == Kind::NotAnEndpoint {
            return facts;
        }
        if kind == Kind::Notification
            && facts
                .path
                .as_ref()
                .is_none_or(|path| path.text.matches('/').count() <= 1)
        {
            facts.path = None;
        }
        listings::give(&mut facts.request, &self.listings);
        listings::give(&mut facts.response, &self.listings);
        rows::wrap(&mut facts);
        across::across(&mut facts, &self.prose);
        self.odd_page(&facts);
        if let Some(path) = &mut facts.path {
            path.text = format!("/{}", path.text.trim_start_matches('/'));
        }
        self.unlisted(&facts);
        let known = std::mem::take(&mut self.inconsistencies);
        compare::compare(&mut facts, known, &self.headers);
        facts
    }
}

/// Values in capitals that stand by themselves somewhere on the page.
fn known_values(blocks: &[Block]) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for block in blocks {
        let Block::Table(table) = block else { continue };
        for row in &table.rows {
            for word in pattern!(r"\b[A-Z][A-Z_]{2,}\b").find_iter(&plain(&row.description)) {
                if word.as_str().len() < 20 && !known.iter().any(|known| known == word.as_str()) {
                    known.push(word.as_str().to_owned());
                }
            }
        }
        if known.len() > 200 {
            break;
        }
    }
    known
}

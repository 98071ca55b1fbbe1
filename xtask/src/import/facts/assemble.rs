//! A page read from top to bottom, and what was read put together.

use super::{
    Envelope, Examples, Facts, Field, Inconsistency, Kind, Required, Root, Side, Span,
    field::{self, Told},
    nest::{self, Sub},
    sections::{self, Section},
};
use crate::import::{
    compare, describe,
    example::{self, Json},
    page::{Line, Piece},
    table::{self, Block, Column, Row, Table, Unread},
    text::{has_chinese, key, pattern, plain, short},
};

/// Extracts the facts of a page.
#[must_use]
pub fn extract(page: &str, pieces: &[Piece]) -> Facts {
    let blocks = table::blocks(pieces);
    let mut reader = Reader::new(&blocks);
    for block in &blocks {
        reader.block(block);
    }
    reader.finish(page, title(pieces, &blocks))
}

/// The first heading; where nothing is marked as one, the first line.
fn title(pieces: &[Piece], blocks: &[Block]) -> Option<Line> {
    let marked = pieces.iter().find_map(|piece| match piece {
        Piece::Heading(line) if !line.text.is_empty() => Some(line.clone()),
        _ => None,
    });
    // A page that begins with its sections does not say what it is called.
    let marked = marked.map(|line| Some(line).filter(|line| !table::is_known_heading(&line.text)));
    if let Some(marked) = marked {
        return marked;
    }
    match blocks.first() {
        Some(Block::Prose(line) | Block::Heading(line)) => {
            Some(Line::new(line.text.trim(), line.line))
        }
        _ => None,
    }
}

/// A block of JSON, and what stood above it.
struct Sample {
    section: Section,
    side: Option<Side>,
    failure: bool,
    value: Json,
}

struct Reader<'a> {
    blocks: &'a [Block],
    /// Values that the page lists somewhere.
    known: Vec<String>,
    section: Section,
    side: Option<Side>,
    method: Option<String>,
    method_heading: Option<usize>,
    path: Option<Line>,
    /// Text where the address ought to stand.
    address: Vec<String>,
    envelope: Option<Envelope>,
    body: Vec<Field>,
    roots: [Option<Vec<Field>>; 2],
    subs: Vec<Sub>,
    samples: Vec<Sample>,
    /// Headings of examples, and whether one came.
    announced: Vec<(Side, bool)>,
    inconsistencies: Vec<Inconsistency>,
    prose: Vec<String>,
    missing_links: Vec<Line>,
    unread: Vec<Unread>,
    headers: Vec<(String, bool)>,
    marked_heading: bool,
}

const fn index(side: Side) -> usize {
    match side {
        Side::Request => 0,
        Side::Response => 1,
    }
}

impl<'a> Reader<'a> {
    fn new(blocks: &'a [Block]) -> Self {
        Self {
            blocks,
            known: known_values(blocks),
            section: Section::default(),
            side: None,
            method: None,
            method_heading: None,
            path: None,
            address: Vec::new(),
            envelope: None,
            body: Vec::new(),
            roots: [None, None],
            subs: Vec::new(),
            samples: Vec::new(),
            announced: Vec::new(),
            inconsistencies: Vec::new(),
            prose: Vec::new(),
            missing_links: Vec::new(),
            unread: Vec::new(),
            headers: Vec::new(),
            marked_heading: false,
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
        let section = sections::read(&line.text);
        if section.side.is_some() {
            self.side = section.side;
        }
        if section.method {
            self.method_heading = Some(line.line);
        }
        if section.example && !section.failure {
            let side = section.side.or(self.side);
            self.announced.extend(side.map(|side| (side, false)));
        }
        self.where_to_call(&line.text, line.line, false);
        self.section = section;
        self.marked_heading = true;
    }

    fn prose(&mut self, line: &Line) {
        let text = line
            .text
            .trim()
            .trim_start_matches(['•', '-', '*', '·', '●', '○', ' '])
            .trim();
        if self.section.method && self.method.is_none() {
            self.method = method(text);
        }
        if self.section.url {
            self.address.push(text.to_owned());
        }
        let near = self.section.url || self.section.method;
        self.where_to_call(text, line.line, near);
        let link = pattern!(
            r"(?i)^(?:how .{0,30}construct.{0,40}|code collection|.{0,30}签名.{0,10}|状态码.{0,10}|.{0,10}错误码.{0,10})$"
        );
        if link.is_match(text) && text.len() < 80 {
            self.missing_links.push(Line::new(text, line.line));
        }
        let announces = pattern!(r"(?i)^//|example|示例").is_match(text);
        if announces && pattern!(r"(?i)fail|error|失败|错误").is_match(text) {
            self.section.failure = true;
        }
        self.prose.push(text.to_owned());
    }

    /// Takes the path and the method from a line that has them. `near` is a line where they are expected.
    fn where_to_call(&mut self, text: &str, line: usize, near: bool) {
        let text = text.trim().trim_matches(['`', '\'', '"', ' ', '*']);
        if self.method.is_none()
            && let Some(found) =
                pattern!(r"^(GET|POST|PUT|DELETE|PATCH)(?:\s*[:：]?\s+\S*/.*)?$").captures(text)
        {
            self.method = found.get(1).map(|method| method.as_str().to_owned());
        }
        if self.path.is_some() {
            return;
        }
        let form = pattern!(
            r"^(?:(?:GET|POST|PUT|DELETE|PATCH|URL|url|Path|path|地址|接口地址|请求地址)\s*[:：]?\s*)?`?\s*(\$?\{+\s*[A-Za-z_ ]+\s*\}+|<[A-Za-z_ ]+>|\[[A-Za-z_ ]+\]|https?://(?:\{[^}]*\}|[^\s/{]+)|[A-Za-z_]*(?:[Dd]omain|[Hh]ost|域名)[A-Za-z_]*)?\s*(/?[\w\-./{}:~]*)\s*`?\s*$"
        );
        let Some(found) = form.captures(text) else {
            return;
        };
        let base = found.get(1).map(|base| base.as_str());
        let path = found.get(2).map_or("", |path| path.as_str());
        let based = base.is_some_and(|base| base.contains(['{', '<', '[']) || near);
        let rooted = path.starts_with('/')
            && path.len() > 1
            && (near || pattern!(r"^/(?:[\w\-]+/)+[\w\-{}.]+$").is_match(path));
        if path.len() > 1 && (rooted || (based && (path.contains('/') || near))) {
            self.path = Some(Line::new(path, line));
        }
    }

    fn table(&mut self, table: &Table) {
        self.unread.extend(table.unread.iter().cloned());
        let caption = self.section.text.clone();
        let chinese = has_chinese(&table.header.text);
        self.headers.push((caption.clone(), chinese));
        if self.section.headers || is_headers(table) {
            return;
        }
        if let Some(envelope) = self.envelope_of(table) {
            self.envelope.get_or_insert(envelope);
            let rows = table.rows.iter().filter(|row| row.name.is_some());
            let read = |row| field::read(row, &table.columns, &self.known).field;
            self.body = rows.map(read).collect();
            self.side.get_or_insert(Side::Request);
            return;
        }
        let side = self
            .side
            .unwrap_or(if table.columns.contains(&Column::Required) {
                Side::Request
            } else {
                Side::Response
            });
        let fields = self.fields(table, side);
        if fields.is_empty() {
            return;
        }
        let names = nest::names(&caption);
        let taken = !self.section.param && self.attach(side, &names, &fields);
        if taken {
            return;
        }
        let root = &mut self.roots[index(side)];
        if root.is_none()
            && (names.is_empty()
                || self.section.param
                || self.section.side.is_some()
                || !looks_nested(&names))
        {
            *root = Some(fields);
            return;
        }
        self.subs.push(Sub {
            side,
            caption,
            line: table.header.line,
            fields,
        });
    }

    fn attach(&mut self, side: Side, names: &[String], fields: &[Field]) -> bool {
        let other = if side == Side::Request {
            Side::Response
        } else {
            Side::Request
        };
        for side in [side, other] {
            for name in names {
                let Some(root) = self.roots[index(side)].as_mut() else {
                    continue;
                };
                let subs = self.subs.iter_mut().filter(|sub| sub.side == side);
                if nest::attach(root, name, fields, 0) {
                    return true;
                }
                let mut found = false;
                for sub in subs {
                    found |= nest::attach(&mut sub.fields, name, fields, 0);
                }
                if found {
                    return true;
                }
            }
        }
        false
    }

    /// What is around the parameters, if that is what a table lists.
    fn envelope_of(&mut self, table: &Table) -> Option<Envelope> {
        let names: Vec<String> = table
            .rows
            .iter()
            .filter_map(|row| row.name.as_deref())
            .map(key)
            .collect();
        let has = |name: &str| names.iter().any(|known| known == name);
        let param = has("param") || has("params") || has("bizcontent") || has("bizparam");
        let around = [
            "appid",
            "param",
            "params",
            "sign",
            "signature",
            "signtype",
            "version",
            "charset",
            "bizcontent",
            "bizparam",
            "mchid",
            "timestamp",
            "nonce",
        ];
        let only = names.iter().all(|name| around.contains(&name.as_str()));
        if !param || !only || !(has("sign") || has("signature") || has("appid")) {
            return None;
        }
        if has("params") && !has("param") {
            self.note(
                "name-differs",
                &[format!("{}.params", Side::Request.name())],
                "the table has `params`, elsewhere the page has `param`",
            );
        }
        Some(if has("appid") {
            Envelope::Signed
        } else {
            Envelope::SignedNotice
        })
    }

    fn fields(&mut self, table: &Table, side: Side) -> Vec<Field> {
        let mut told: Vec<Told> = Vec::new();
        let mut lost: Vec<String> = Vec::new();
        let mut odd: Vec<(&'static str, String, String)> = Vec::new();
        let asks = table.columns.contains(&Column::Required);
        for row in &table.rows {
            let mut row = row.clone();
            if row.name.is_none() && !self.find_name(&mut row, table, side, &mut odd) {
                continue;
            }
            let read = field::read(&row, &table.columns, &self.known);
            if asks && read.field.required == Required::Lost {
                lost.push(read.field.name.clone());
            }
            if read.shifted {
                odd.push((
                    "cell-shift",
                    read.field.name.clone(),
                    "cells stand in other columns than the header says".to_owned(),
                ));
            }
            odd.extend(
                read.odd
                    .iter()
                    .map(|(tag, seen)| (*tag, read.field.name.clone(), seen.clone())),
            );
            told.push(read);
        }
        let count = told.len();
        let mut missing = Vec::new();
        let fields = nest::by_marks(told, &mut missing);
        self.note_table(side, &fields, lost, count, odd, missing);
        fields
    }

    /// Notes what is odd about a table, once it is known where it belongs.
    fn note_table(
        &mut self,
        side: Side,
        fields: &[Field],
        lost: Vec<String>,
        count: usize,
        odd: Vec<(&'static str, String, String)>,
        missing: Vec<String>,
    ) {
        // Paths are found at the end: a name of the table marks the place.
        let place = |name: &str| {
            format!(
                "{}\u{0}{}\u{0}{name}",
                side.name(),
                fields.first().map_or(0, |first| first.line)
            )
        };
        if !lost.is_empty() {
            let all = lost.len() == count;
            let paths = if all {
                vec![place("*")]
            } else {
                lost.iter().map(|name| place(name)).collect()
            };
            let seen = "the header has a column for whether it is required, but the cell is lost";
            self.note("cell-missing", &paths, seen);
        }
        for (tag, name, seen) in odd {
            self.note(tag, &[place(&name)], &seen);
        }
        for name in missing {
            self.note(
                "missing-row",
                &[place(&name)],
                "no row has it, but names of other rows begin with it",
            );
        }
    }

    /// Gives a row whose name is lost the only name that the example has and no row of the table.
    fn find_name(
        &mut self,
        row: &mut Row,
        table: &Table,
        side: Side,
        odd: &mut Vec<(&'static str, String, String)>,
    ) -> bool {
        let known: Vec<&str> = table
            .rows
            .iter()
            .filter_map(|row| row.name.as_deref())
            .collect();
        let values: Vec<Json> = self
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Code(line) => example::read(&line.text).ok().map(|read| read.value),
                _ => None,
            })
            .collect();
        let objects: Vec<Json> = values.iter().flat_map(objects).collect();
        let near = |object: &&Json| {
            object
                .members()
                .iter()
                .filter(|(name, _)| known.contains(&name.as_str()))
                .count()
        };
        let best = objects.iter().max_by_key(near);
        let described = key(&row.description);
        let mut free: Vec<&str> = best.map_or_else(Vec::new, |object| {
            object
                .members()
                .iter()
                .map(|(name, _)| name.as_str())
                .filter(|name| !known.contains(name))
                .collect()
        });
        free.retain(|name| {
            !matches!(
                *name,
                "appId" | "sign" | "param" | "code" | "message" | "data"
            )
        });
        let spoken = free
            .iter()
            .find(|name| described.contains(&key(name)))
            .copied();
        let name = spoken.or(if free.len() == 1 {
            free.first().copied()
        } else {
            None
        });
        let name = name
            .map(str::to_owned)
            .or_else(|| described.contains("email").then(|| "email".to_owned()));
        let Some(name) = name else {
            self.unread.push(Unread {
                row: Line::new(row.raw.clone(), row.line),
                why: "its name is lost",
            });
            self.note(
                "name-lost",
                &[side.name().to_owned()],
                &format!("a row has no name: {}", short(&row.raw, 60)),
            );
            return false;
        };
        odd.push((
            "name-lost",
            name.clone(),
            "the row has no name; it was taken from the example or the description".to_owned(),
        ));
        row.name = Some(name);
        row.cost = row.cost.max(13);
        true
    }

    fn code(&mut self, line: &Line) {
        let read = match example::read(&line.text) {
            Ok(read) => read,
            Err(why) => {
                if line.text.trim_start().starts_with(['{', '[']) {
                    let side = self.section.side.or(self.side).unwrap_or(Side::Response);
                    self.note(
                        "json-invalid",
                        &[side.name().to_owned()],
                        &format!("the example cannot be read: {why}"),
                    );
                    self.mark_announced(side);
                }
                return;
            }
        };
        let side = self.section.side.or(self.side);
        if let Some(first) = read.repairs.first() {
            let side = self.side_of(&read.value, side).unwrap_or(Side::Response);
            let more = read
                .repairs
                .get(1..)
                .unwrap_or_default()
                .iter()
                .map(|more| format!("; {more}"))
                .collect::<String>();
            self.note(
                "json-invalid",
                &[side.name().to_owned()],
                &format!("{first}{more}"),
            );
        }
        if let Some(side) = self.side_of(&read.value, side) {
            self.mark_announced(side);
        }
        self.samples.push(Sample {
            section: self.section.clone(),
            side,
            failure: self.section.failure,
            value: read.value,
        });
        // The next block below the same heading is an example of its own.
        self.section.failure = false;
    }

    fn mark_announced(&mut self, side: Side) {
        for (announced, came) in &mut self.announced {
            *came |= *announced == side;
        }
    }

    fn side_of(&self, value: &Json, said: Option<Side>) -> Option<Side> {
        if is_body(value) {
            Some(Side::Request)
        } else if is_answer(value) {
            Some(Side::Response)
        } else {
            said
        }
    }

    fn note(&mut self, tag: &'static str, paths: &[String], seen: &str) {
        self.inconsistencies.push(Inconsistency {
            tag,
            paths: paths.to_vec(),
            seen: seen.to_owned(),
        });
    }

    fn finish(mut self, page: &str, title: Option<Line>) -> Facts {
        self.attach_rest();
        let mut review = Vec::new();
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
            example_only: Vec::new(),
            inconsistencies: Vec::new(),
            one_of: Vec::new(),
            spans: Vec::new(),
            deprecated,
            unread: std::mem::take(&mut self.unread),
            examples,
            missing_links: std::mem::take(&mut self.missing_links),
            review,
        };
        if kind == Kind::NotAnEndpoint {
            return facts;
        }
        if kind == Kind::Notification
            && !facts
                .path
                .as_ref()
                .is_some_and(|path| path.text.matches('/').count() > 1)
        {
            facts.path = None;
        }
        across(&mut facts);
        self.odd_page(&facts);
        let known = std::mem::take(&mut self.inconsistencies);
        compare::compare(&mut facts, known, &self.headers);
        facts
    }

    /// Gives tables that were read too early to the fields that they list.
    fn attach_rest(&mut self) {
        let mut rest = std::mem::take(&mut self.subs);
        loop {
            let before = rest.len();
            let mut left = Vec::new();
            for sub in rest {
                let names = nest::names(&sub.caption);
                if !self.attach(sub.side, &names, &sub.fields) {
                    left.push(sub);
                }
            }
            rest = left;
            if rest.len() == before || rest.is_empty() {
                break;
            }
        }
        for sub in rest {
            let Some(root) = self.roots[index(sub.side)].as_mut() else {
                self.roots[index(sub.side)] = Some(sub.fields);
                continue;
            };
            if !nest::attach_only(root, &sub.fields, &sub.caption) {
                {
                    let name = nest::names(&sub.caption)
                        .into_iter()
                        .next()
                        .unwrap_or_else(|| sub.caption.clone());
                    let path = format!("{}.{name}", sub.side.name());
                    self.note(
                        "missing-row",
                        &[path],
                        &format!(
                            "the table `{}` lists fields of it, but no row has it",
                            sub.caption
                        ),
                    );
                    self.unread.push(Unread {
                        row: Line::new(sub.caption, sub.line),
                        why: "a table that belongs to no field",
                    });
                }
            }
        }
    }

    fn kind(&self, title: Option<&Line>) -> Kind {
        let tables = self.roots.iter().any(Option::is_some) || self.envelope.is_some();
        let prose = self.prose.join("\n").to_lowercase();
        let address = self.address.join(" ").to_lowercase();
        let ours = pattern!(
            r"provided by (?:the )?merchant|merchant'?s? (?:callback |notify |notification )?(?:url|address)|notifyurl|callbackurl|notify_url|callback address|由商户提供|商户提供|商户(?:的)?(?:回调|通知)(?:地址|接口)|商户侧提供"
        );
        let implemented = pattern!(
            r"(?:implemented|provided|developed) by (?:the )?merchant|will call(?:back)? this|call back this|asynchronous callback|calls this interface|由商户(?:实现|提供|开发)|商户(?:需要?)?(?:实现|提供)|回调(?:该|此|本)接口|异步通知商户"
        );
        let event = self.roots[0]
            .as_ref()
            .is_some_and(|fields| fields.iter().any(|field| key(&field.name) == "eventname"));
        let called = title.map_or("", |title| title.text.as_str()).to_lowercase();
        let called = pattern!(r"notif|callback|webhook|call back|通知|回调").is_match(&called);
        let real = self
            .path
            .as_ref()
            .is_some_and(|path| path.text.matches('/').count() > 1);
        let theirs = ours.is_match(&address) || implemented.is_match(&prose);
        if tables && (theirs && !real || !real && (event || called) || theirs && event) {
            return Kind::Notification;
        }
        if tables && !real && self.envelope == Some(Envelope::SignedNotice) {
            return Kind::Notification;
        }
        let call = self.path.is_some()
            || (self.method.is_some() && self.roots.iter().all(Option::is_some));
        if call && (tables || self.method.is_some() || !self.samples.is_empty()) {
            return Kind::Endpoint;
        }
        Kind::NotAnEndpoint
    }

    fn deprecated(&self, title: Option<&Line>) -> bool {
        let title = title.map_or("", |title| title.text.as_str());
        let about = |line: &String| {
            describe::deprecated(line)
                && line.len() < 200
                && !line.contains("field")
                && !line.contains("字段")
        };
        describe::deprecated(title) || self.prose.iter().any(about)
    }

    fn guess_envelope(&self, request: &[Field], review: &mut Vec<String>) -> Envelope {
        let has = |name: &str| request.iter().any(|field| key(&field.name) == name);
        if has("sign") || has("signature") {
            return Envelope::Flat;
        }
        let body = self.samples.iter().find(|sample| is_body(&sample.value));
        if let Some(body) = body {
            let signed = body.value.get("appId").is_some();
            return if signed {
                Envelope::Signed
            } else {
                Envelope::SignedNotice
            };
        }
        let link = self
            .missing_links
            .iter()
            .any(|link| link.text.to_lowercase().contains("construct"));
        let open = self
            .path
            .as_ref()
            .is_some_and(|path| path.text.contains("/open-api/"));
        if link || open {
            review.push(
                "what is around the parameters is not shown; taken for appId, param and sign"
                    .to_owned(),
            );
            return Envelope::Signed;
        }
        Envelope::Flat
    }

    /// The examples by what they show.
    fn examples(&mut self, review: &mut Vec<String>) -> Examples {
        let mut examples = Examples::default();
        for sample in std::mem::take(&mut self.samples) {
            if is_body(&sample.value) {
                if let Some(inner) = self.inner(&sample.value, review) {
                    let sign = sample
                        .value
                        .get("sign")
                        .and_then(Json::text)
                        .unwrap_or_default();
                    let param = sample
                        .value
                        .get("param")
                        .and_then(Json::text)
                        .unwrap_or_default();
                    examples
                        .signatures
                        .push((sign.to_owned(), param.to_owned()));
                    examples.requests.push(inner);
                }
                self.envelope
                    .get_or_insert(if sample.value.get("appId").is_some() {
                        Envelope::Signed
                    } else {
                        Envelope::SignedNotice
                    });
                continue;
            }
            if is_answer(&sample.value) {
                let failed =
                    sample.failure || !is_success(&sample.value, !examples.responses.is_empty());
                if failed
                    && (sample.failure
                        || sample.value.get("data").is_none_or(|data| {
                            matches!(data, Json::Null | Json::Object(_))
                                && data.members().is_empty()
                        }))
                {
                    examples.failures.push(sample.value);
                } else {
                    examples.responses.push(sample.value);
                }
                continue;
            }
            match sample.section.side.or(sample.side) {
                Some(Side::Response) if matches!(sample.value, Json::List(_) | Json::Object(_)) => {
                    examples.responses.push(sample.value)
                }
                _ => examples.requests.push(sample.value),
            }
        }
        examples
    }

    /// The parameters in a request body.
    fn inner(&mut self, body: &Json, review: &mut Vec<String>) -> Option<Json> {
        match body.get("param").or_else(|| body.get("params"))? {
            Json::Text(text) => match example::read(text) {
                Ok(read) => {
                    if let Some(first) = read.repairs.first() {
                        self.note(
                            "json-invalid",
                            &["request".to_owned()],
                            &format!("`param` of the example: {first}"),
                        );
                    }
                    Some(read.value)
                }
                Err(why) => {
                    self.note(
                        "json-invalid",
                        &["request".to_owned()],
                        &format!("`param` of the example: {why}"),
                    );
                    review.push("`param` of the request example could not be read".to_owned());
                    None
                }
            },
            value @ Json::Object(_) => Some(value.clone()),
            _ => None,
        }
    }

    /// What the page as a whole lacks, or has in an odd form.
    fn odd_page(&mut self, facts: &Facts) {
        if self.method_heading.is_some() && self.method.is_none() {
            self.note(
                "method-lost",
                &[],
                "the page has a heading for the method and nothing below it",
            );
        }
        if let Some(path) = &facts.path {
            let odd =
                !path.text.starts_with('/') || path.text.contains("//") || path.text.ends_with('/');
            if odd {
                self.note(
                    "path-odd",
                    &[],
                    &format!("the path is written {}", path.text),
                );
            }
        }
        let endpoint = facts.kind == Kind::Endpoint;
        if endpoint && facts.path.is_none() {
            self.note("path-odd", &[], "the page has no path");
        }
        if facts.root == Root::None {
            self.note(
                "no-response-table",
                &[],
                "no table lists the fields of the answer",
            );
        }
        let lost: Vec<Side> = [Side::Request, Side::Response]
            .into_iter()
            .filter(|side| {
                self.announced.iter().any(|(of, _)| of == side)
                    && !self.announced.iter().any(|(of, came)| of == side && *came)
            })
            .collect();
        for side in lost {
            self.note(
                "example-lost",
                &[side.name().to_owned()],
                "the page has a heading for an example and nothing below it",
            );
        }
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

fn looks_nested(names: &[String]) -> bool {
    names
        .first()
        .is_some_and(|name| matches!(name.to_lowercase().as_str(), "data" | "list" | "item"))
}

/// Whether a table lists HTTP headers.
fn is_headers(table: &Table) -> bool {
    let names = table.rows.iter().filter_map(|row| row.name.as_deref());
    names.into_iter().any(|name| {
        matches!(
            key(name).as_str(),
            "contenttype" | "authorization" | "accept"
        )
    })
}

fn method(text: &str) -> Option<String> {
    let text = text.to_uppercase();
    let word = text
        .split(|c: char| !c.is_ascii_alphabetic())
        .find(|word| matches!(*word, "GET" | "POST" | "PUT" | "DELETE" | "PATCH"));
    word.map(str::to_owned)
}

/// Whether a value is a signed body.
fn is_body(value: &Json) -> bool {
    let signed = value.get("sign").is_some() || value.get("appId").is_some();
    signed && value.get("param").or_else(|| value.get("params")).is_some()
}

/// Whether a value is an answer.
fn is_answer(value: &Json) -> bool {
    let said =
        value.get("message").is_some() || value.get("msg").is_some() || value.get("data").is_some();
    value.get("code").is_some() && said
}

fn is_success(answer: &Json, seen: bool) -> bool {
    let code = answer
        .get("code")
        .and_then(Json::scalar)
        .unwrap_or_default();
    let message = answer
        .get("message")
        .or_else(|| answer.get("msg"))
        .and_then(Json::text)
        .unwrap_or_default()
        .to_lowercase();
    let good = ["10000", "1000", "0", "00000", "200", "1", "0000", "SUCCESS"];
    good.contains(&code.as_str())
        || message.contains("success")
        || message == "ok"
        || (!seen
            && answer
                .get("data")
                .is_some_and(|data| !data.members().is_empty()))
}

/// Every object in a value, those in texts of JSON included.
fn objects(value: &Json) -> Vec<Json> {
    match value {
        Json::Object(members) => {
            let inner = members.iter().flat_map(|(_, value)| objects(value));
            inner.chain([value.clone()]).collect()
        }
        Json::List(items) => items.iter().flat_map(objects).collect(),
        Json::Text(text) if text.starts_with('{') => {
            example::read(text).map_or_else(|_| Vec::new(), |read| objects(&read.value))
        }
        _ => Vec::new(),
    }
}

/// What the response table documents.
fn root_of(table: Option<&[Field]>, examples: &Examples) -> Root {
    let Some(fields) = table else {
        return Root::None;
    };
    let has = |name: &str| fields.iter().any(|field| key(&field.name) == name);
    if has("code") && (has("message") || has("msg") || has("data"))
        || (has("data") && fields.len() <= 3)
    {
        return Root::Envelope;
    }
    let data = examples
        .responses
        .iter()
        .find_map(|response| response.get("data"));
    match data {
        Some(Json::List(_)) => Root::Rows,
        Some(_) => Root::Data,
        // An answer that is not wrapped at all.
        None if examples.responses.iter().any(|response| {
            fields
                .iter()
                .any(|field| response.get(&field.name).is_some())
        }) =>
        {
            Root::Envelope
        }
        None => Root::Data,
    }
}

/// Limits across fields, and choices between them.
fn across(facts: &mut Facts) {
    let names: Vec<&str> = facts
        .request
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    let mut choices: Vec<Vec<String>> = Vec::new();
    for field in &facts.request {
        if let Some(mut choice) = describe::one_of(&field.description, &field.name, &names) {
            choice.sort_by_key(|name| names.iter().position(|known| known == name));
            if !choices.contains(&choice) {
                choices.push(choice);
            }
        }
    }
    facts.one_of = choices;
    let mut spans: Vec<Span> = Vec::new();
    for field in &facts.request {
        let Some((count, unit)) = describe::span(&field.description) else {
            continue;
        };
        let Some((start, end)) = ends(&field.name, &names) else {
            continue;
        };
        let span = Span {
            start,
            end,
            count,
            unit,
        };
        if !spans.contains(&span) {
            spans.push(span);
        }
    }
    facts.spans = spans;
}

/// The two fields that a stretch of time lies between, of which `name` is one.
fn ends(name: &str, names: &[&str]) -> Option<(String, String)> {
    let pairs = [
        ("start", "end"),
        ("begin", "end"),
        ("from", "to"),
        ("Start", "End"),
        ("Begin", "End"),
        ("From", "To"),
        ("min", "max"),
        ("Min", "Max"),
    ];
    pairs.iter().find_map(|(first, last)| {
        let partner = |of: &str, from: &str, to: &str| {
            of.contains(from)
                .then(|| of.replacen(from, to, 1))
                .filter(|partner| names.contains(&partner.as_str()))
        };
        if let Some(end) = partner(name, first, last) {
            return Some((name.to_owned(), end));
        }
        partner(name, last, first).map(|start| (start, name.to_owned()))
    })
}

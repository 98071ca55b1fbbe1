//! What a page is as a whole, once all of it was read.

use super::{Reader, doubts::Signs, is_body};
use crate::import::{
    describe,
    example::Json,
    facts::{Envelope, Examples, Facts, Field, Kind, Root, Side, Span},
    page::Line,
    text::{key, pattern},
};

impl Reader<'_> {
    pub(super) fn kind(&self, title: Option<&Line>) -> Kind {
        let tables = self.roots.iter().any(Option::is_some) || self.envelope.is_some();
        let real = self
            .path
            .as_ref()
            .is_some_and(|path| path.text.matches('/').count() > 1);
        let Signs {
            called,
            theirs,
            event,
        } = self.signs(title);
        if tables && (!real && (theirs || event || called) || theirs && event) {
            return Kind::Notification;
        }
        // Nobody but the platform calls without saying who calls.
        let notice = self.envelope == Some(Envelope::SignedNotice);
        if tables && notice && (!real || theirs || event || called) {
            return Kind::Notification;
        }
        let call = self.path.is_some()
            || (self.method.is_some() && self.roots.iter().all(Option::is_some));
        if call && (tables || self.method.is_some() || !self.samples.is_empty()) {
            return Kind::Endpoint;
        }
        Kind::NotAnEndpoint
    }

    pub(super) fn deprecated(&self, title: Option<&Line>) -> bool {
        let title = title.map_or("", |title| title.text.as_str());
        let about = |line: &String| {
            describe::deprecated(line)
                && line.len() < 200
                && !line.contains("field")
                && !line.contains("字段")
        };
        describe::deprecated(title) || self.prose.iter().any(about)
    }

    pub(super) fn guess_envelope(&self, request: &[Field], review: &mut Vec<String>) -> Envelope {
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
        if let Some(said) = self.prose.iter().find_map(|line| envelope_said(line)) {
            return said;
        }
        if self.method.as_deref() == Some("GET") {
            review.push(
                "a GET, and nothing is shown around the parameters; taken for a query".to_owned(),
            );
            return Envelope::Flat;
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
        review.push("what is around the parameters is not shown; taken for nothing".to_owned());
        Envelope::Flat
    }

    /// Fields that conditions and references name and that no row has.
    pub(super) fn unlisted(&mut self, facts: &Facts) {
        let mut known = Vec::new();
        names_of(&facts.request, &mut known);
        names_of(&facts.response, &mut known);
        let mut told: Vec<String> = Vec::new();
        for field in &facts.request {
            let condition = field.required_if.as_deref().unwrap_or_default();
            let subject = pattern!(r"^(?:the )?([a-z]+[A-Z][A-Za-z0-9]*)(?:\W|$|[^\x00-\x7f])");
            let reference = pattern!(
                r"(?:(?i:\bsee|\brefer to|\bsame as|\btogether with)(?: the)?|参见|参考|参照|同)\s*[`']?([a-z]+[A-Z][A-Za-z0-9]*)"
            );
            let named = [
                subject.captures(condition),
                reference.captures(&field.description),
            ];
            for name in named.into_iter().flatten().filter_map(|found| found.get(1)) {
                let name = name.as_str().to_owned();
                if !known.contains(&key(&name)) && !told.contains(&name) {
                    let seen = format!("the row of {} names it, no row has it", field.name);
                    self.note("missing-row", &[format!("request.{name}")], &seen);
                    told.push(name);
                }
            }
        }
    }

    /// What the page as a whole lacks, or has in an odd form.
    pub(super) fn odd_page(&mut self, facts: &Facts) {
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

/// The names of fields and of theirs.
fn names_of(fields: &[Field], names: &mut Vec<String>) {
    for field in fields {
        names.push(key(&field.name));
        names_of(&field.fields, names);
    }
}

/// What a sentence says that the body is made of: "appId, param and sign".
fn envelope_said(line: &str) -> Option<Envelope> {
    let has = |form: &regex::Regex| form.is_match(line);
    if line.len() > 300 || !has(pattern!(r"(?-u:\bparam\b)")) || !has(pattern!(r"(?-u:\bsign\b)")) {
        return None;
    }
    let none = pattern!(
        r"(?i)\b(?:no|not|without|neither)\b[^.;]{0,40}\b(?:param|sign|app_?id)\b|\bnot (?:signed|wrapped)\b|(?:没有|无需|不需要|不带|不含|不用)[^，。；]{0,20}(?:param|sign)"
    );
    if has(none) {
        return Some(Envelope::Flat);
    }
    Some(if has(pattern!(r"(?i)(?-u:\bapp_?id\b)")) {
        Envelope::Signed
    } else {
        Envelope::SignedNotice
    })
}

/// What the response table documents.
pub(super) fn root_of(table: Option<&[Field]>, examples: &Examples) -> Root {
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
pub(super) fn across(facts: &mut Facts) {
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
pub(super) fn ends(name: &str, names: &[&str]) -> Option<(String, String)> {
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

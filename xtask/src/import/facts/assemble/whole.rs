//! What a page is as a whole, once all of it was read.

use super::{Reader, doubts::Signs, is_body};
use crate::import::{
    describe,
    example::Json,
    facts::{Envelope, Examples, Facts, Field, Kind, Root, Side},
    page::Line,
    table::words::Base,
    text::{key, pattern},
};

impl Reader {
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
        let captions = self.headers.iter().map(|(caption, _)| caption);
        let mut lines = self.prose.iter().chain(captions);
        if let Some(said) = lines.find_map(|line| envelope_said(line)) {
            return said;
        }
        if self.method.as_deref() == Some("GET") {
            // What a GET takes is its query.
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
        let mut known: Vec<String> = AROUND.iter().map(|name| key(name)).collect();
        names_of(&facts.request, &mut known);
        names_of(&facts.response, &mut known);
        let mut named = Vec::new();
        others(&facts.request, &mut named);
        for (name, by) in named {
            if !known.contains(&key(&name)) {
                known.push(key(&name));
                let seen = format!("the row of {by} names it, no row has it");
                self.note("missing-row", &[format!("request.{name}")], &seen);
            }
        }
        let mut returned = Vec::new();
        returned_if(&facts.response, "response", &mut returned);
        for (at, name, by) in returned {
            if !known.contains(&key(&name)) {
                known.push(key(&name));
                let seen = format!("{by} comes by it, no row has it");
                self.note("missing-row", &[format!("{at}.{name}")], &seen);
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
        for side in [Side::Request, Side::Response] {
            if !self.lacks_example(side) {
                continue;
            }
            self.note(
                "example-lost",
                &[side.name().to_owned()],
                "the page has a heading for an example and nothing below it",
            );
        }
    }
}

/// What every call and every answer has.
const AROUND: &[&str] = &["appId", "param", "sign", "code", "message", "data"];

/// The names in conditions of fields and in references to others, each with the field in whose row it stands.
fn others(fields: &[Field], named: &mut Vec<(String, String)>) {
    let reference = pattern!(
        r"(?:(?i:\bsee|\brefer to|\bsame as|\btogether with)(?: the)?|参见|参考|参照|同)\s*[`']?([a-z]+[A-Z][A-Za-z0-9]*)"
    );
    for field in fields {
        let condition = field.required_if.as_deref().map(describe::subjects);
        let referred = reference.captures(&field.description);
        let referred = referred.and_then(|found| Some(found.get(1)?.as_str()));
        let both = condition.into_iter().flatten().chain(referred);
        named.extend(both.map(|name| (name.to_owned(), field.name.clone())));
        others(&field.fields, named);
    }
}

/// The names by which fields of an answer are said to come or not, where those fields are, and which: "returned when
/// isFrozen is 1", 当 isFrozen 为 1 时返回.
fn returned_if(fields: &[Field], at: &str, named: &mut Vec<(String, String, String)>) {
    let form = pattern!(
        r"(?:\b(?i:if|when|where)(?: the)?|当|若|如果|仅)\s*[`']?([a-z]+[A-Z][A-Za-z0-9]*)[`']?\s*(?:(?:is|was|equals|has)\b|=|为|是|等于)"
    );
    for field in fields {
        if let Some(name) = form
            .captures(&field.description)
            .and_then(|found| found.get(1))
        {
            named.push((at.to_owned(), name.as_str().to_owned(), field.name.clone()));
        }
        let list = if field.ty.base == Base::List {
            "[]"
        } else {
            ""
        };
        returned_if(&field.fields, &format!("{at}.{}{list}", field.name), named);
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

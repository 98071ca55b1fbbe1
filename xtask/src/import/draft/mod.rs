//! From facts to a draft of a spec: the file of an endpoint or a notification, and entries for the ledger of quirks.
//!
//! The draft loads, checks and generates at once. What is unsure has a comment `# REVIEW:` on the line above.

mod example;
mod fields;
mod ledger;
mod names;
mod rows;
mod vocabulary;
mod yaml;

use codegen::source::{SourceFile, Sources};

pub(crate) use ledger::one as quirk;
pub use vocabulary::Vocabulary;

use super::{
    facts::{Facts, Field, Kind, Root, Side},
    table::words::Base,
    text::short,
};
use fields::{Records, Target};
use yaml::Writer;

/// A draft.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What the operation or notification is called.
    pub name: String,
    /// Where the file goes, below `spec/`.
    pub path: String,
    /// The file.
    pub text: String,
    /// Entries for `quirks.yaml`, as they are to stand there.
    pub quirks: String,
    /// How many comments ask for a review.
    pub reviews: usize,
    /// What a person should know besides.
    pub notes: Vec<String>,
}

/// Drafts the spec of a page, beside the spec in `sources`. `name` overrides what it would be called.
#[must_use]
pub fn draft(facts: &Facts, sources: &Sources, name: Option<&str>) -> Option<Draft> {
    if facts.kind == Kind::NotAnEndpoint {
        return None;
    }
    let vocabulary = Vocabulary::read(sources, facts.path.as_ref().map(|path| path.text.as_str()));
    let name = name.map_or_else(|| names::operation(facts, &vocabulary), str::to_owned);
    let facts = &as_travels(facts);
    let whole = write(facts, &vocabulary, &name, true);
    if mistakes(sources, &whole).is_empty() {
        return Some(whole);
    }
    // An example that contradicts its own page is left out rather than bent.
    let mut plain = write(facts, &vocabulary, &name, false);
    plain.notes.push("the page's example contradicts its tables in a way that the draft cannot carry: it is left out".to_owned());
    plain.notes.extend(mistakes(sources, &plain));
    Some(plain)
}

/// The spec in `sources` with a draft in it, in place of what has the same path.
#[must_use]
pub fn with(sources: &Sources, drafts: &[Draft]) -> Sources {
    let mut files: Vec<(String, String)> = Vec::new();
    let paths: Vec<Option<&str>> = drafts
        .iter()
        .map(|draft| value_of(&draft.text, "path: "))
        .collect();
    let mut replaced: Vec<&str> = Vec::new();
    for SourceFile { path, text, .. } in sources.files() {
        let own = value_of(text, "path: ");
        let endpoint = path.contains("endpoints/");
        if endpoint && own.is_some() && paths.contains(&own) {
            replaced.extend(value_of(text, "operation: "));
            continue;
        }
        files.push((path.clone(), text.clone()));
    }
    for (_, text) in files
        .iter_mut()
        .filter(|(path, _)| path.ends_with("quirks.yaml"))
    {
        for name in &replaced {
            *text = without(text, name);
        }
        for draft in drafts {
            text.push_str(&draft.quirks);
        }
    }
    let ledger = files.iter().any(|(path, _)| path.ends_with("quirks.yaml"));
    if !ledger {
        let quirks: String = drafts.iter().map(|draft| draft.quirks.as_str()).collect();
        files.push(("spec/quirks.yaml".to_owned(), quirks));
    }
    files.extend(
        drafts
            .iter()
            .map(|draft| (format!("spec/{}", draft.path), draft.text.clone())),
    );
    Sources::from_texts(files)
}

/// The facts with fields called what the example calls them, where the table spells them differently: that is what travels.
pub(crate) fn as_travels(facts: &Facts) -> Facts {
    let mut facts = facts.clone();
    let pairs: Vec<(String, String)> = facts
        .inconsistencies
        .iter()
        .filter(|one| matches!(one.tag, "name-case" | "name-differs"))
        .filter_map(|one| {
            let shown = one.seen.split('`').nth(3)?;
            Some((one.paths.first()?.clone(), shown.to_owned()))
        })
        .collect();
    for (path, shown) in pairs {
        let side = if path.starts_with("request") {
            &mut facts.request
        } else {
            &mut facts.response
        };
        let steps: Vec<&str> = path.split('.').skip(1).collect();
        rename(side, &steps, &shown);
        let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent);
        let new = format!("{parent}.{shown}");
        for known in facts
            .inconsistencies
            .iter_mut()
            .flat_map(|one| &mut one.paths)
        {
            if *known == path {
                known.clone_from(&new);
            }
        }
    }
    facts
}

fn rename(fields: &mut [Field], steps: &[&str], shown: &str) {
    let Some((first, rest)) = steps.split_first() else {
        return;
    };
    let name = first.trim_end_matches("[]");
    let Some(field) = fields.iter_mut().find(|field| field.name == name) else {
        return;
    };
    if rest.is_empty() {
        let why = format!(
            "the table calls it `{}`; the example's name is taken",
            field.name
        );
        field.doubt(0.7, why);
        shown.clone_into(&mut field.name);
    } else {
        rename(&mut field.fields, rest, shown);
    }
}

/// The ledger without entries about the page of the operation `name`.
fn without(ledger: &str, name: &str) -> String {
    let mut blocks: Vec<String> = vec![String::new()];
    for line in ledger.lines() {
        let begins = line.starts_with(|c: char| c.is_ascii_alphanumeric());
        if begins {
            blocks.push(String::new());
        }
        if let Some(block) = blocks.last_mut() {
            block.push_str(line);
            block.push('\n');
        }
    }
    let about_it = |block: &String| {
        let pages = block
            .lines()
            .find_map(|line| line.trim().strip_prefix("pages: ["));
        let mut pages = pages.into_iter().flat_map(|pages| pages.split([',', ']']));
        pages.any(|page| page.trim() == name)
    };
    blocks
        .into_iter()
        .filter(|block| !about_it(block))
        .collect()
}

/// The rest of the first line of `text` that begins with `key`.
pub fn value_of<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    text.lines()
        .find_map(|line| line.strip_prefix(key))
        .map(str::trim)
}

/// What is wrong with a draft beside the spec, except with what stands in the spec already.
fn mistakes(sources: &Sources, draft: &Draft) -> Vec<String> {
    let all = with(sources, std::slice::from_ref(draft));
    let Err(found) = codegen::read(&all) else {
        return Vec::new();
    };
    let own = |message: &&codegen::diagnostic::Diagnostic| {
        let Some(file) = all.files().get(message.place.file) else {
            return true;
        };
        // Entries about an endpoint that the draft stands in for may point at names that it does not have.
        let added = file.text.len().saturating_sub(draft.quirks.len());
        file.path.ends_with(&draft.path)
            || (file.path.ends_with("quirks.yaml") && message.place.start >= added)
    };
    found
        .iter()
        .filter(own)
        .map(|message| message.message.clone())
        .collect()
}

fn write(facts: &Facts, vocabulary: &Vocabulary, name: &str, with_example: bool) -> Draft {
    let mut records = Records::new(facts, vocabulary, name);
    let mut writer = Writer::default();
    let is_notification = facts.kind == Kind::Notification;
    head(facts, name, &mut writer);
    let request = records.record(
        &facts.request,
        Side::Request,
        if is_notification {
            name.to_owned()
        } else {
            format!("{name}.request")
        },
        "request",
    );
    if is_notification {
        writer.key("fields");
        writer.fields(&request);
    } else if request.is_empty() {
        writer.line(0, "request: {}");
    } else {
        writer.key("request");
        writer.fields(&request);
    }
    if !is_notification {
        rows::rules(facts, &records, &mut writer);
        let response = records.response(facts);
        rows::paging(facts, &mut records, &response, &mut writer);
        response.write(&mut writer);
    }
    records.write_declarations(&mut writer);
    if with_example {
        example::write(facts, &records, &mut writer);
    }
    let quirks = ledger::write(facts, name, &records.targets);
    let folder = if is_notification {
        "notifications"
    } else {
        "endpoints"
    };
    Draft {
        name: name.to_owned(),
        path: format!("{folder}/{name}.yaml"),
        reviews: writer.reviews(),
        text: writer.text(),
        quirks,
        notes: records.notes,
    }
}

fn head(facts: &Facts, name: &str, writer: &mut Writer) {
    writer.line(0, "# yaml-language-server: $schema=../schema.json");
    writer.review(
        0,
        "a draft: every doc and title stands in for a sentence of yours; word them anew",
    );
    for why in &facts.review {
        writer.review(0, why);
    }
    let words = names::words(name);
    let key = if facts.kind == Kind::Notification {
        "notification"
    } else {
        "operation"
    };
    writer.line(0, &format!("{key}: {name}"));
    writer.line(
        0,
        &format!("title: {}", yaml::text(&format!("Drafted: {words}"))),
    );
    if facts.deprecated {
        writer.review(
            0,
            "say why not to use it any more, and what to use in its place",
        );
        writer.line(0, "deprecated: The page says that it is out of use.");
    }
    if facts.kind == Kind::Notification {
        return;
    }
    path(facts, name, writer);
    writer.review(0, "whether it may be sent twice");
    writer.line(0, "idempotent: false");
    writer.blank();
}

/// The path of a page, as far as a spec can have it.
pub(crate) fn path_of(facts: &Facts) -> Option<String> {
    let written = facts.path.as_ref().map_or("", |path| path.text.as_str());
    let plain: String = written
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '~'))
        .collect();
    let plain = plain.trim_end_matches('/').replace("//", "/");
    match plain.as_str() {
        "" => None,
        plain if plain.starts_with('/') => Some(plain.to_owned()),
        plain => Some(format!("/{plain}")),
    }
}

fn path(facts: &Facts, name: &str, writer: &mut Writer) {
    let written = facts.path.as_ref().map_or("", |path| path.text.as_str());
    let path = path_of(facts).unwrap_or_else(|| format!("/unknown/{name}"));
    if path != written {
        writer.review(
            0,
            &format!("the page has the path as `{}`", short(written, 80)),
        );
    }
    writer.line(0, &format!("path: {}", yaml::text(&path)));
    if let Some(method) = facts.method.as_deref().filter(|method| *method != "POST") {
        writer.review(0, &format!("the page says {method}; only POST is carried"));
    }
    if facts.method.is_none() {
        writer.review(0, "the page does not name the method; POST is taken");
    }
}

/// What `data` holds, in the draft.
pub(crate) enum Response {
    None(Option<String>),
    Object(Vec<fields::Entry>),
    List(String),
}

impl Response {
    fn write(&self, writer: &mut Writer) {
        match self {
            Self::None(why) => {
                if let Some(why) = why {
                    writer.review(0, why);
                }
                writer.line(0, "response: none");
            }
            Self::List(ty) => writer.line(0, &format!("response: {{ list_of: {ty} }}")),
            Self::Object(fields) => {
                writer.key("response");
                writer.line(1, "doc: \"Drafted: what the platform answers.\"");
                writer.line(1, "fields:");
                writer.fields_at(fields, 2);
            }
        }
        writer.blank();
    }
}

impl Records<'_> {
    /// What `data` holds.
    pub(crate) fn response(&mut self, facts: &Facts) -> Response {
        let operation = self.operation.clone();
        let target = format!("{operation}.response");
        for part in [
            "response",
            "response.code",
            "response.message",
            "response.data",
        ] {
            let about = if part.ends_with("code") || part.ends_with("message") {
                "envelope"
            } else {
                &target
            };
            self.targets.insert(part.to_owned(), Target::certain(about));
        }
        let data = facts
            .response
            .iter()
            .find(|field| super::text::key(&field.name) == "data");
        match (facts.root, data) {
            (Root::Envelope, Some(data)) => self.data(data, &target),
            (Root::Envelope, None) => Response::None(
                (!facts
                    .examples
                    .responses
                    .iter()
                    .all(|response| response.get("data").is_none()))
                .then(|| "no row of the table is about data".to_owned()),
            ),
            (Root::Data, _) => {
                let fields = self.record(&facts.response, Side::Response, target, "response");
                Response::Object(fields)
            }
            (Root::Rows, _) => {
                let mut list = Field::named("row", 0, Base::List);
                list.ty.element = Base::Object;
                list.fields.clone_from(&facts.response);
                self.list(&list, "response", "response.data[]")
            }
            (Root::None, _) => self.from_example(facts, target),
        }
    }

    fn data(&mut self, data: &Field, target: &str) -> Response {
        match (data.ty.base, data.ty.element) {
            (Base::List, Base::Object) => self.list(data, "response.data[]", "response.data[]"),
            (Base::Object, _) => {
                let fields = self.record(
                    &data.fields,
                    Side::Response,
                    target.to_owned(),
                    "response.data",
                );
                if fields.is_empty() {
                    return Response::None(Some(
                        "the page does not say what data holds".to_owned(),
                    ));
                }
                Response::Object(fields)
            }
            _ => Response::None(Some(format!(
                "the page says that data is {}, which is not carried",
                data.ty.name()
            ))),
        }
    }

    fn list(&mut self, list: &Field, path: &str, shown: &str) -> Response {
        let ty = self.declare(list, Side::Response, path, shown);
        ty.map_or_else(
            || {
                Response::None(Some(
                    "the page does not say what the rows of data hold".to_owned(),
                ))
            },
            Response::List,
        )
    }

    /// An answer that no table describes.
    fn from_example(&mut self, facts: &Facts, target: String) -> Response {
        let data = facts
            .examples
            .responses
            .iter()
            .find_map(|response| response.get("data"));
        match data {
            Some(super::example::Json::Object(members)) if !members.is_empty() => {
                let fields = self.record(&[], Side::Response, target, "response.data");
                Response::Object(fields)
            }
            Some(super::example::Json::List(_)) => {
                let mut list = Field::named("row", 0, Base::List);
                list.ty.element = Base::Object;
                self.list(&list, "response.data[]", "response.data[]")
            }
            _ => Response::None(Some(
                "no table and no example shows what data holds".to_owned(),
            )),
        }
    }
}

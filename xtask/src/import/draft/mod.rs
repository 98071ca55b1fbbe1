//! From facts to a draft of a spec: the file of an endpoint or a notification, and entries for the ledger of quirks.
//!
//! The draft loads, checks and generates at once. What is unsure has a comment `# REVIEW:` on the line above.

mod example;
mod fields;
mod head;
mod ledger;
mod names;
mod response;
mod rows;
mod vocabulary;
mod yaml;

use codegen::source::{SourceFile, Sources};

pub(crate) use head::path_of;
pub(crate) use ledger::one as quirk;
pub use vocabulary::Vocabulary;
pub use yaml::quoted;

use super::facts::{Facts, Field, Kind, Side};
use fields::Records;
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
    let whole = sketch(facts, sources, name)?;
    if mistakes(sources, &whole).is_empty() {
        return Some(whole);
    }
    // An example that contradicts its own page is left out rather than bent.
    let mut plain = drafted(facts, sources, name, false)?;
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

/// Whether the spec has an endpoint of the draft's path.
#[must_use]
pub fn has_path(sources: &Sources, draft: &Draft) -> bool {
    let path = value_of(&draft.text, "path: ");
    let same = |text: &str| path.is_some() && value_of(text, "path: ") == path;
    sources.files().iter().any(|file| same(&file.text))
}

/// A draft that nobody has tried whether it loads: what a page is compared by.
#[must_use]
pub fn sketch(facts: &Facts, sources: &Sources, name: Option<&str>) -> Option<Draft> {
    drafted(facts, sources, name, true)
}

fn drafted(
    facts: &Facts,
    sources: &Sources,
    name: Option<&str>,
    with_example: bool,
) -> Option<Draft> {
    if facts.kind == Kind::NotAnEndpoint {
        return None;
    }
    let vocabulary = Vocabulary::read(sources, facts.path.as_ref().map(|path| path.text.as_str()));
    let name = name.map_or_else(|| names::operation(facts, &vocabulary), str::to_owned);
    let facts = &as_travels(facts);
    Some(write(facts, &vocabulary, &name, with_example))
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
    let target = if is_notification {
        name.to_owned()
    } else {
        format!("{name}.request")
    };
    let request = records.record(&facts.request, Side::Request, &target, "request");
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
    let reviews = writer.reviews();
    let rest = writer.text();
    let mut top = Writer::default();
    head::write(facts, name, &rest, &mut top);
    Draft {
        name: name.to_owned(),
        path: format!("{folder}/{name}.yaml"),
        reviews: top.reviews() + reviews + quirks.matches("# REVIEW:").count(),
        text: format!("{}\n{rest}", top.text()),
        quirks,
        notes: records.notes,
    }
}

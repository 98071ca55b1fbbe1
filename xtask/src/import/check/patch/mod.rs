//! The least change of the YAML that makes the spec say what a page says.
//!
//! Each difference changes the lines concerned and no others. What comes of it must load and check, or nothing is changed.

mod edit;
mod ledger;
mod plan;

use codegen::{
    diagnostic::Code,
    source::{Role, SourceFile, Sources},
};
use similar::TextDiff;

use super::{Finding, with_pair};
use crate::{Failure, import::Facts, messages::MessageFormat};
use edit::{Op, Ops};
use plan::Plan;

/// How often a declaration that nothing uses any more may uncover another.
const ROUNDS: usize = 8;

/// A spec that says what a page says.
#[derive(Debug)]
pub struct Patch {
    /// The spec with the changes.
    pub sources: Sources,
    /// The files that change: path, old text, new text.
    pub changed: Vec<(String, String, String)>,
    /// What a person has to do.
    pub left: Vec<String>,
}

impl Patch {
    /// The changes as a diff.
    #[must_use]
    pub fn diff(&self) -> String {
        let files = self.changed.iter().map(|(path, old, new)| {
            let diff = TextDiff::from_lines(old.as_str(), new.as_str());
            let (from, to) = (format!("a/{path}"), format!("b/{path}"));
            let mut diff = diff.unified_diff();
            diff.context_radius(2).header(&from, &to).to_string()
        });
        files.collect()
    }
}

/// Changes the spec as a page says. `Ok(None)` where the spec does not have the page.
///
/// # Errors
///
/// What a changed spec would get wrong, in words: then nothing is changed.
pub fn patch(
    facts: &Facts,
    sources: &Sources,
    name: Option<&str>,
) -> Result<Option<Patch>, Failure> {
    let mut patched = sources.clone();
    let mut left = Vec::new();
    // What a change brings about is seen only when it has been made: a contradiction of a new field, an entry of the
    // ledger that is no longer needed.
    for _ in 0..ROUNDS {
        let Some(step) = step(facts, &patched, name)? else {
            return Ok(None);
        };
        left = step.left;
        let same = changed(&patched, &step.sources).is_empty();
        patched = step.sources;
        if same {
            break;
        }
    }
    if let Err(mistakes) = codegen::read(&patched) {
        let why = MessageFormat::Human.tell(&mistakes, &patched);
        return Err(format!(
            "{}: with the page's changes the spec would be wrong, so nothing was changed:\n{why}",
            facts.page
        ));
    }
    Ok(Some(Patch {
        changed: changed(sources, &patched),
        sources: patched,
        left,
    }))
}

/// What one round comes to.
struct Step {
    sources: Sources,
    left: Vec<String>,
}

fn step(facts: &Facts, sources: &Sources, name: Option<&str>) -> Result<Option<Step>, Failure> {
    let planned = with_pair(facts, sources, name, |pair| {
        let pair = pair.ok()?;
        let findings = super::found(pair);
        let differences: Vec<&Finding> = findings.iter().filter(|one| one.differs()).collect();
        Some(Plan::of(pair, sources, &differences))
    });
    let Some(planned) = planned.transpose()? else {
        return Ok(None);
    };
    let mut left = planned.left;
    let texts = planned.files.iter().zip(sources.files());
    let texts = texts.map(|(ops, file)| {
        let new = ops.apply(&file.text);
        let new = new.map_err(|why| format!("{}: by hand, please: {why}", file.path))?;
        Ok((file.path.clone(), new))
    });
    let mut texts = texts.collect::<Result<Vec<_>, Failure>>()?;
    if let Some((_, ledger)) = ledger_of(sources).and_then(|at| texts.get_mut(at)) {
        ledger.push_str(&planned.appended);
    } else if !planned.appended.is_empty() {
        left.push("there is no quirks.yaml for what the page says twice differently".to_owned());
    }
    left.dedup();
    let sources = without_unused(Sources::from_texts(texts), sources)?;
    Ok(Some(Step { sources, left }))
}

fn changed(old: &Sources, new: &Sources) -> Vec<(String, String, String)> {
    let pairs = old.files().iter().zip(new.files());
    let pairs = pairs.filter(|(old, new)| old.text != new.text);
    let pairs = pairs.map(|(old, new)| (old.path.clone(), old.text.clone(), new.text.clone()));
    pairs.collect()
}

/// Takes out declarations that nothing uses since a field is gone.
fn without_unused(mut sources: Sources, before: &Sources) -> Result<Sources, Failure> {
    let sound = codegen::read(before).is_ok();
    for _ in 0..ROUNDS {
        let Err(mistakes) = codegen::read(&sources) else {
            break;
        };
        let unused = mistakes.iter().filter(|one| one.code == Code::Unused);
        let unused: Vec<_> = unused.map(|one| one.place).collect();
        if unused.is_empty() || !sound {
            break;
        }
        let mut texts = Vec::new();
        for (index, SourceFile { path, text, .. }) in sources.files().iter().enumerate() {
            let mut ops = Ops::default();
            for place in unused.iter().filter(|place| place.file == index) {
                let name = text.get(place.start..place.end).unwrap_or_default();
                take_out(text, name, &mut ops);
            }
            let text = ops.apply(text);
            texts.push((path.clone(), text.map_err(|why| format!("{path}: {why}"))?));
        }
        sources = Sources::from_texts(texts);
    }
    Ok(sources)
}

/// Takes the declaration `name` out; with the last of its kind goes the list of them.
fn take_out(text: &str, name: &str, ops: &mut Ops) {
    let Ok(root) = crate::mutate::tree::parse(text) else {
        return;
    };
    for kind in ["types", "enums", "scalars"] {
        let keys = [kind.to_owned()];
        let Some(node) = edit::find(&root, &keys) else {
            continue;
        };
        if edit::find(node, &[name.to_owned()]).is_none() {
            continue;
        }
        let alone = matches!(&node.shape, crate::mutate::tree::Shape::Mapping { entries, .. } if entries.len() == 1);
        if alone {
            ops.add(&[], Op::Remove(kind.to_owned()));
        } else {
            ops.add(&keys, Op::Remove(name.to_owned()));
        }
    }
}

/// The index of the ledger among the files.
fn ledger_of(sources: &Sources) -> Option<usize> {
    let files = sources.files().iter();
    files
        .map(SourceFile::role)
        .position(|role| role == Role::Quirks)
}

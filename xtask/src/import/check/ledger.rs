//! What the ledger of quirks says to what was found: which findings it explains, and which of its entries the page no
//! longer needs.
//!
//! An entry explains a finding if it names the page, points at what the finding is about, and has its tag.

use std::collections::{BTreeMap, BTreeSet};

use codegen::{load::Quirk, place::Spanned};

use super::{Finding, Pair, Standing, page::lies_in, shape::Item};
use crate::import::facts::SOFT;

/// Adds what the page says twice differently, and looks up all of it.
pub fn settle(pair: &Pair<'_>, differences: Vec<Finding>) -> Vec<Finding> {
    let mut findings = differences;
    let subjects = Subjects::of(pair);
    let open: Vec<String> = findings
        .iter()
        .filter(|finding| finding.standing == Standing::Differs)
        .map(|finding| finding.path.clone())
        .filter(|path| !path.is_empty())
        .collect();
    findings.extend(contradictions(pair, &open));
    for finding in &mut findings {
        finding.subjects = subjects.about(&finding.path);
        let known = own_quirks(pair).find(|(_, quirk)| explains(quirk, finding));
        if let Some((name, _)) = known
            && finding.standing != Standing::Follows
        {
            finding.standing = Standing::Known(name.value.clone());
        }
    }
    let mended = mended(pair, &subjects, &findings);
    findings.extend(mended);
    findings
}

/// The entries about the page, with tags.
fn own_quirks<'p>(pair: &Pair<'p>) -> impl Iterator<Item = &'p (Spanned<String>, Quirk)> {
    let name = pair.spec.name;
    let own = move |quirk: &Quirk| quirk.pages.value.iter().any(|page| page.value == name);
    let entries = pair.raw.quirks.iter();
    entries.filter(move |(_, quirk)| !quirk.tags.is_empty() && own(quirk))
}

fn explains(quirk: &Quirk, finding: &Finding) -> bool {
    let tagged = quirk.tags.iter().any(|tag| tag.value == finding.tag);
    let points_at = |about: &Spanned<String>| finding.subjects.contains(&about.value);
    // What the spec cannot have is known row by row: an entry has to name it.
    let row = match finding.tag {
        "row-unread" => finding.page.split(" (").next(),
        "added" => finding.path.rsplit('.').next(),
        _ => None,
    };
    let quoted = row.is_none_or(|row| quirk.evidence.value.contains(row));
    tagged && quoted && quirk.about.value.iter().any(points_at)
}

/// What the page says twice differently, one finding a field. Where the field differs, this only follows.
fn contradictions(pair: &Pair<'_>, open: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for one in &pair.page.facts.inconsistencies {
        let whole = [String::new()];
        let paths = if one.paths.is_empty() {
            &whole[..]
        } else {
            &one.paths
        };
        for path in paths {
            let path = pair.page.in_spec(path);
            let last = |path: &str| path.rsplit('.').next().map(str::to_owned);
            let follows = open.iter().any(|outer| {
                *outer == path
                    || lies_in(&path, outer)
                    || one.tag == "missing-row" && last(outer) == last(&path)
            });
            // What is a matter of opinion need not be in the ledger.
            let soft = one.is_soft();
            let entry = pair.spec.entries.iter().find(|entry| entry.path == path);
            findings.push(Finding {
                tag: one.tag,
                line: pair.page.line(&path),
                path,
                subjects: Vec::new(),
                spec: "no quirk says so".to_owned(),
                page: one.seen.clone(),
                place: entry.map_or(pair.spec.place, |entry| entry.place),
                doubts: Vec::new(),
                entry: None,
                standing: match (follows, soft) {
                    (true, _) => Standing::Follows,
                    (false, true) => Standing::Note,
                    (false, false) => Standing::Differs,
                },
            });
        }
    }
    findings
}

/// Entries of which the page no longer shows what they are tagged with, one finding for each thing they point at.
fn mended(pair: &Pair<'_>, subjects: &Subjects, findings: &[Finding]) -> Vec<Finding> {
    let mut mended = Vec::new();
    for (name, quirk) in own_quirks(pair) {
        for about in &quirk.about.value {
            let Some(paths) = subjects.owned.get(about.as_str()) else {
                continue;
            };
            let shown = |finding: &Finding| {
                finding.subjects.contains(&about.value)
                    && quirk.tags.iter().any(|tag| tag.value == finding.tag)
            };
            if findings.iter().any(shown) {
                continue;
            }
            // What differs anyway has lost its contradiction by that.
            let differs = |finding: &Finding| {
                let here = |path: &String| *path == finding.path || lies_in(path, &finding.path);
                finding.standing == Standing::Differs && paths.iter().any(here)
            };
            // What is said of several fields may go with any of them.
            let soft = quirk.tags.iter().all(|tag| SOFT.contains(&tag.as_str()));
            let any = |finding: &Finding| finding.standing == Standing::Differs;
            let follows = findings.iter().any(differs) || soft && findings.iter().any(any);
            let tags: Vec<&str> = quirk.tags.iter().map(Spanned::as_str).collect();
            mended.push(Finding {
                tag: "mended",
                path: paths.iter().next().cloned().unwrap_or_default(),
                subjects: vec![about.value.clone()],
                spec: format!("the quirk `{}` about {}", name.value, about.value),
                page: format!("no {} any more", tags.join(" nor ")),
                line: None,
                place: about.place,
                doubts: Vec::new(),
                entry: Some(name.value.clone()),
                standing: if follows {
                    Standing::Follows
                } else {
                    Standing::Differs
                },
            });
        }
    }
    mended
}

/// What the ledger can point at on this page, and what that is about.
struct Subjects {
    /// The paths behind each.
    owned: BTreeMap<String, BTreeSet<String>>,
    name: String,
    time: String,
}

impl Subjects {
    fn of(pair: &Pair<'_>) -> Self {
        let name = pair.spec.name.to_owned();
        let time = &pair.raw.api.envelope.timestamp.field.value;
        let mut subjects = Self {
            owned: BTreeMap::new(),
            time: format!("request.{time}"),
            name,
        };
        for entry in &pair.spec.entries {
            subjects.own(entry.subject.clone(), &entry.path);
            let plain = matches!(
                entry.ty.item,
                Item::Text | Item::Int32 | Item::Int64 | Item::Bool | Item::Decimal | Item::Object
            );
            if !plain {
                subjects.own(entry.ty.name.to_owned(), &entry.path);
            }
        }
        let name = subjects.name.clone();
        for about in [&name, "envelope", "signing", "codes"] {
            subjects.own(about.to_owned(), "");
        }
        for part in ["request", "response"] {
            subjects.own(format!("{name}.{part}"), part);
        }
        subjects.own("envelope.timestamp".to_owned(), &subjects.time.clone());
        subjects
    }

    fn own(&mut self, about: String, path: &str) {
        self.owned.entry(about).or_default().insert(path.to_owned());
    }

    /// What stands for the page as a whole.
    fn whole(&self) -> Vec<String> {
        let parts = ["request", "response"].map(|part| format!("{}.{part}", self.name));
        let shared = ["envelope", "signing", "codes"].map(str::to_owned);
        let name = [self.name.clone()];
        name.into_iter().chain(parts).chain(shared).collect()
    }

    /// What a finding at `path` is about. What is no field of the spec is about the page as well.
    fn about(&self, path: &str) -> Vec<String> {
        if path.is_empty() {
            return self.whole();
        }
        let coarse = |part: String| vec![part, self.name.clone()];
        if path.starts_with("body.") || path.starts_with("answer.") {
            return coarse("envelope".to_owned());
        }
        if path == self.time {
            return coarse("envelope.timestamp".to_owned());
        }
        if path == "request.*" || path == "request" {
            return coarse(format!("{}.request", self.name));
        }
        if path == "response" {
            return coarse(format!("{}.response", self.name));
        }
        let at = |(_, paths): &(&String, &BTreeSet<String>)| paths.contains(path);
        let own: Vec<String> = self
            .owned
            .iter()
            .filter(at)
            .map(|(about, _)| about.clone())
            .collect();
        if own.is_empty() {
            return vec![self.name.clone()];
        }
        own
    }
}

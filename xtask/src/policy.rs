//! The dependency policy: where crates may come from, under which licences, and which may stand twice in the tree.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{Failure, paths, shell};

/// Licences that go with `MIT OR Apache-2.0`. A crate passes if one of its alternatives is made of these.
const LICENCES: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT-0",
    "OpenSSL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "0BSD",
];

/// Crates of which two versions are put up with, and why. An entry that excuses nothing fails.
const TWICE: &[(&str, &str)] = &[
    (
        "cpufeatures",
        "rsa 0.9 and its sha2 0.10; their successors are not released",
    ),
    (
        "getrandom",
        "the rand_core 0.6 that rsa 0.9 takes its randomness from",
    ),
    ("rand", "rsa 0.9"),
    ("rand_core", "rsa 0.9"),
    ("syn", "procedural macros, at build time only"),
    ("windows-sys", "Windows only: ring and tokio disagree"),
];

/// Runs the command.
///
/// # Errors
///
/// What went wrong, in words.
pub fn run() -> Result<(), Failure> {
    let text = shell::output(
        "cargo",
        &[
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--all-features",
        ],
        &paths::root(),
    )?;
    let metadata: Value =
        serde_json::from_str(&text).map_err(|error| format!("cargo metadata: {error}"))?;
    let packages = metadata
        .get("packages")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let mut complaints: Vec<String> = packages.iter().flat_map(check_package).collect();
    complaints.extend(check_versions(packages, &client_tree(&metadata)));
    if complaints.is_empty() {
        println!("{} crates follow the policy", packages.len());
        return Ok(());
    }
    Err(complaints.join("\n"))
}

fn text<'a>(package: &'a Value, key: &str) -> &'a str {
    package.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn check_package(package: &Value) -> Vec<String> {
    let mut complaints = Vec::new();
    let (name, licence, source) = (
        text(package, "name"),
        text(package, "license"),
        text(package, "source"),
    );
    if !source.is_empty() && !source.starts_with("registry+") && !source.starts_with("sparse+") {
        complaints.push(format!("{name} comes from {source}, not from a registry"));
    }
    let allowed = |term: &str| LICENCES.contains(&term.trim_matches(['(', ')', ' ']));
    // Precise enough for the expressions in use: alternatives, each of terms that all hold.
    let passes = licence
        .replace('/', " OR ")
        .split(" OR ")
        .any(|choice| choice.split(" AND ").all(allowed));
    if !passes {
        complaints.push(format!(
            "{name} has the licence `{licence}`, which is not on the list"
        ));
    }
    complaints
}

/// The ids of the crates that a consumer of the client builds.
fn client_tree(metadata: &Value) -> BTreeSet<String> {
    let nodes = metadata
        .pointer("/resolve/nodes")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let edges: BTreeMap<&str, Vec<&str>> = nodes
        .iter()
        .map(|node| {
            let deps = node
                .get("deps")
                .and_then(Value::as_array)
                .map(Vec::as_slice)
                .unwrap_or_default();
            (
                text(node, "id"),
                deps.iter()
                    .filter(|dep| is_normal(dep))
                    .map(|dep| text(dep, "pkg"))
                    .collect(),
            )
        })
        .collect();
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = edges
        .keys()
        .copied()
        .filter(|id| id.contains("generated-client"))
        .collect();
    while let Some(id) = open.pop() {
        if seen.insert(id.to_owned()) {
            open.extend(edges.get(id).into_iter().flatten());
        }
    }
    seen
}

/// Whether an edge is more than a dev-dependency.
fn is_normal(dep: &Value) -> bool {
    let kinds = dep
        .get("dep_kinds")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    kinds
        .iter()
        .any(|kind| kind.get("kind").and_then(Value::as_str) != Some("dev"))
}

fn check_versions(packages: &[Value], tree: &BTreeSet<String>) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages
        .iter()
        .filter(|package| tree.contains(text(package, "id")))
    {
        versions
            .entry(text(package, "name"))
            .or_default()
            .insert(text(package, "version"));
    }
    let twice: Vec<_> = versions
        .iter()
        .filter(|(_, versions)| versions.len() > 1)
        .collect();
    let excused = |name: &str| TWICE.iter().any(|(crate_name, _)| *crate_name == name);
    let mut complaints: Vec<String> = twice
        .iter()
        .filter(|(name, _)| !excused(name))
        .map(|(name, versions)| {
            format!(
                "a consumer builds {name} in {} versions: {versions:?}",
                versions.len()
            )
        })
        .collect();
    for (name, _) in TWICE
        .iter()
        .filter(|(name, _)| !twice.iter().any(|(other, _)| *other == name))
    {
        complaints.push(format!(
            "the policy excuses two versions of {name}, but there is one: remove the excuse"
        ));
    }
    complaints
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{check_package, check_versions};

    #[test]
    fn odd_licences_and_sources_are_told() {
        let fine = json!({ "name": "b", "license": "MIT/Apache-2.0", "source": null });
        let bad =
            json!({ "name": "c", "license": "GPL-3.0", "source": "git+https://example.com/c" });
        assert!(check_package(&fine).is_empty());
        assert_eq!(check_package(&bad).len(), 2);
    }

    #[test]
    fn a_crate_in_two_versions_is_told_and_so_is_a_dead_excuse() {
        let package = |version: &str| json!({ "name": "serde", "version": version, "id": version });
        let packages = [package("1"), package("2")];
        let tree = ["1".to_owned(), "2".to_owned()].into();
        let complaints = check_versions(&packages, &tree);
        assert!(
            complaints
                .iter()
                .any(|complaint| complaint.contains("builds serde in 2 versions"))
        );
        assert!(
            complaints
                .iter()
                .any(|complaint| complaint.contains("remove the excuse"))
        );
    }
}

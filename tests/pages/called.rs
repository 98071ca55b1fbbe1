//! From page to call: every page that is an endpoint is imported, generated, compiled and called, signed, in one crate.

use std::{collections::BTreeMap, fmt::Write as _, fs};

use codegen::{file_tree::FileTree, source::Sources};
use xtask::{
    import::{draft, facts::Kind},
    paths,
    scratch::Scratch,
};

use crate::pages;

#[test]
fn every_endpoint_is_imported_generated_compiled_and_called() {
    let mut spec = Sources::read(&paths::root().join("spec"));
    let mut names = Vec::new();
    for page in pages("txt") {
        let facts = page.facts();
        let Some(draft) = draft::draft(&facts, &spec, None) else {
            continue;
        };
        if facts.kind == Kind::Endpoint {
            let examples = draft.text.split("\nexamples:").nth(1);
            let answered = examples.is_some_and(|examples| examples.contains(" response:"));
            names.push((draft.name.clone(), answered));
        }
        spec = draft::with(&spec, std::slice::from_ref(&draft));
    }
    assert!(names.len() >= 12, "{names:?}");
    let tree = codegen::generate(&spec).unwrap_or_else(|mistakes| {
        panic!(
            "{}",
            mistakes.render(&spec, codegen::diagnostic::Style::Plain)
        );
    });
    let mut scratch = Scratch::new(&paths::scratch().join("pages")).unwrap();
    let member = scratch.add("imported-pages", &tree).unwrap();
    fs::create_dir(member.join("tests")).unwrap();
    fs::write(member.join("tests/calls.rs"), calls(&tree, &names)).unwrap();
    scratch
        .cargo("test", &["--features", "sandbox", "--test", "calls"])
        .unwrap();
}

/// How the tests begin.
const HEAD: &str = r#"//! The call in the documentation of each operation, sent to the sandbox.
#![cfg(feature = "sandbox")]
#![allow(deprecated, unused_imports, clippy::unwrap_used)]

use wallet_client::{Client, Error, SigningKey, sandbox::Sandbox};

async fn client() -> (Sandbox, Client) {
    let key = SigningKey::generate(2048).unwrap();
    let sandbox = Sandbox::builder().merchant("app", key.public_key()).start().await.unwrap();
    let client = Client::builder(sandbox.url(), "app", key).build().unwrap();
    (sandbox, client)
}
"#;

/// A test for each operation: the call in its documentation, sent to the sandbox.
fn calls(tree: &FileTree, names: &[(String, bool)]) -> String {
    let client = tree
        .iter()
        .find(|(path, _)| path.ends_with("generated/client.rs"))
        .unwrap()
        .1;
    let examples = examples(client);
    let mut text = HEAD.to_owned();
    for (name, answered) in names {
        let example = examples
            .get(name.as_str())
            .unwrap_or_else(|| panic!("no example of {name}"));
        // Where the page has no answer to show, the sandbox has none to give; the call is accepted all the same.
        let check = if *answered {
            "called.unwrap();"
        } else {
            "assert!(matches!(called, Err(Error::Decode(_))));"
        };
        write!(
            text,
            "\n#[tokio::test]\nasync fn {name}() {{\n    let (sandbox, client) = client().await;\n    \
             let called = {{\n{example}    answer\n    }};\n    {check}\n    \
             assert_eq!(sandbox.calls().len(), 1);\n}}\n"
        )
        .unwrap();
    }
    text
}

/// The code of the example above each method.
fn examples(client: &str) -> BTreeMap<&str, String> {
    let mut examples = BTreeMap::new();
    let mut example = String::new();
    let mut inside = false;
    for line in client.lines().map(str::trim) {
        match line.strip_prefix("///").map(str::trim_start) {
            Some(fence) if fence.starts_with("```") => {
                inside = !inside && example.is_empty();
            }
            Some(code) if inside && !code.starts_with('#') => {
                let send = code.replace(".await?;", ".await;");
                let send = if send.starts_with("let ") && send.ends_with(" client") {
                    "let answer = client".to_owned()
                } else {
                    send
                };
                if !send.starts_with("println!") {
                    example.push_str(&format!("    {send}\n"));
                }
            }
            _ => {}
        }
        if let Some(rest) = line.strip_prefix("pub fn ") {
            let name = rest.split(['(', '<']).next().unwrap_or_default();
            examples.insert(name, std::mem::take(&mut example));
        }
    }
    examples
}

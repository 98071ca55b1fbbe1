//! Compiles what mutants became, many at a time: one copy of the client, and in it each mutant's generated part as one
//! module more.
//!
//! The client's methods are inherent, and each mutant brings its own. So each gets a `Client` of its own, which leads to
//! the real one; and so it is with the sandbox's settings.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use codegen::{GENERATED_FOLDER, file_tree::FileTree};
use serde_json::Value;

use super::skeleton;
use crate::{Failure, paths, scratch::Scratch, shell};

/// How many mutants are compiled at a time: enough for the runtime's own cost not to show, few enough for memory.
const BATCH: usize = 60;

/// The module that all mutants stand in.
const MODULE: &str = "mutants";

/// What the generated code finds at the crate's root, for one mutant.
const OUTSIDE: &str = r"//! What stands at the root of a client.

pub use super::*;
pub use crate::{NotificationError, NotificationVerifier, civil, client::Sending, decimal};

/// A client with this mutant's methods.
#[derive(Debug)]
pub struct Client(crate::client::Client);

impl std::ops::Deref for Client {
    type Target = crate::client::Client;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// A sandbox with this mutant's settings.
#[derive(Debug)]
pub struct SandboxBuilder(crate::sandbox::SandboxBuilder);

impl SandboxBuilder {
    /// As in the real one.
    pub fn rows_of<O: crate::operation::Operation>(self, rows: usize) -> Self {
        Self(self.0.rows_of::<O>(rows))
    }
}
";

/// What was generated from some mutants, each under a number of its own.
pub type Trees = BTreeMap<usize, FileTree>;

/// A copy of the client to compile mutants in.
#[derive(Debug)]
pub struct Compiler {
    scratch: Scratch,
    member: PathBuf,
}

impl Compiler {
    /// A copy in the scratch folder `name`, with `original` for its own generated part.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn new(name: &str, original: &FileTree) -> Result<Self, Failure> {
        let mut scratch = Scratch::new(&paths::scratch().join(name))?;
        // A name of its own: to cargo, packages of one name in the same target folder are the same package.
        let member = scratch.add(name, original)?;
        let root = member.join("src/lib.rs");
        let failed = |error: std::io::Error| format!("cannot change {}: {error}", root.display());
        let text = fs::read_to_string(&root).map_err(failed)?;
        let text = format!("{text}\n/// Mutants.\npub mod {MODULE};\n");
        fs::write(&root, text).map_err(failed)?;
        Ok(Self { scratch, member })
    }

    /// Compiles all of `trees`. What comes back are those that do not compile, each with its first error; `tick` is told
    /// after each batch how many are done.
    ///
    /// # Errors
    ///
    /// Files cannot be written, cargo cannot be run, or the client does not compile without any mutant.
    pub fn check(
        &self,
        trees: impl IntoIterator<Item = (usize, FileTree)>,
        mut tick: impl FnMut(usize),
    ) -> Result<BTreeMap<usize, String>, Failure> {
        let mut refused = BTreeMap::new();
        if let Err(error) = self.errors(&Trees::new())? {
            return Err(format!("the client itself does not compile:\n{error:?}"));
        }
        let (mut trees, mut done) = (trees.into_iter(), 0);
        loop {
            let batch: Trees = trees.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return Ok(refused);
            }
            done += batch.len();
            self.batch(batch, &mut refused)?;
            tick(done);
        }
    }

    /// Compiles `batch` until what is left of it compiles: an early error hides later ones.
    fn batch(
        &self,
        mut batch: Trees,
        refused: &mut BTreeMap<usize, String>,
    ) -> Result<(), Failure> {
        while let Err(errors) = self.errors(&batch)? {
            let before = batch.len();
            for (number, error) in errors.named {
                batch.remove(&number);
                refused.entry(number).or_insert(error);
            }
            if batch.len() < before {
                continue;
            }
            // No error leads to a mutant: find the guilty one by halves.
            let middle = batch.keys().nth(before / 2).copied().unwrap_or_default();
            let second = batch.split_off(&middle);
            if batch.is_empty() {
                refused.extend(
                    second
                        .into_keys()
                        .map(|number| (number, errors.other.clone())),
                );
                return Ok(());
            }
            self.batch(second, refused)?;
        }
        Ok(())
    }

    /// Compiles once.
    fn errors(&self, batch: &Trees) -> Result<Result<(), Errors>, Failure> {
        self.write(batch)?;
        let target = paths::target();
        let target = target.to_string_lossy();
        let arguments = [
            "check",
            "--quiet",
            "--features=sandbox",
            "--message-format=json",
            // No batch is compiled twice, so that notes for the next time are a waste.
            "--config=profile.dev.incremental=false",
            "--target-dir",
            &target,
        ];
        let (succeeded, text) = shell::attempt("cargo", &arguments, self.scratch.folder())?;
        if !succeeded {
            return Ok(Err(Errors::read(&text)));
        }
        if !is_new(&text) {
            return Err("cargo took a batch for compiled already".to_owned());
        }
        Ok(Ok(()))
    }

    fn write(&self, batch: &Trees) -> Result<(), Failure> {
        let folder = self.member.join("src").join(MODULE);
        let failed = |error: std::io::Error| format!("cannot write {}: {error}", folder.display());
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(failed)?;
        }
        let mut root = "//! Mutants.\n\n".to_owned();
        let mut files = Vec::new();
        for (number, tree) in batch {
            let name = module(*number);
            root.push_str(&format!("pub mod {name};\n"));
            let own = mounted(tree, &name).into_iter();
            files.extend(own.map(|(path, text)| (folder.join(&name).join(path), text)));
        }
        files.push((folder.join("mod.rs"), root));
        for (path, text) in files {
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(failed)?;
            }
            fs::write(path, text).map_err(failed)?;
        }
        Ok(())
    }
}

fn module(number: usize) -> String {
    format!("m{number:06}")
}

/// The files of a mutant's module, by their paths in it.
fn mounted(tree: &FileTree, name: &str) -> BTreeMap<String, String> {
    let here = format!("crate::{MODULE}::{name}::");
    let outside = format!("{here}outside::");
    let mut files = BTreeMap::new();
    let mut examples = "//! The examples in the documentation.\n#![allow(dead_code)]\n".to_owned();
    for (path, text) in tree.iter() {
        for example in skeleton::examples(text) {
            let example = example.replace("wallet_client::", &outside);
            let count = examples.matches("\nfn example_").count();
            examples.push_str(&format!("\nfn example_{count}() {{\n{example}}}\n"));
        }
        let text = text
            .replace("crate::generated::", &here)
            .replace("crate::client::", &outside)
            .replace(
                "crate::sandbox::SandboxBuilder",
                &format!("{outside}SandboxBuilder"),
            );
        let path = path.strip_prefix(GENERATED_FOLDER).unwrap_or(path);
        files.insert(path.trim_start_matches('/').to_owned(), text);
    }
    let root = files.entry("mod.rs".to_owned()).or_default();
    root.push_str("\nmod examples;\npub mod outside;\n");
    files.insert("examples.rs".to_owned(), examples);
    files.insert("outside.rs".to_owned(), OUTSIDE.to_owned());
    files
}

/// Whether cargo's messages tell that the client was compiled just now, and not found to be there already.
fn is_new(messages: &str) -> bool {
    let messages = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut new = messages.filter(|message| message.get("fresh") == Some(&Value::Bool(false)));
    new.any(|message| {
        message.pointer("/target/name").and_then(Value::as_str) == Some("wallet_client")
    })
}

/// What the compiler said.
#[derive(Debug)]
struct Errors {
    /// The first error that leads to each mutant.
    named: BTreeMap<usize, String>,
    /// The first one that leads to none.
    other: String,
}

impl Errors {
    /// From cargo's messages, one a line.
    fn read(messages: &str) -> Self {
        let mut errors = Self {
            named: BTreeMap::new(),
            other: String::new(),
        };
        for line in messages.lines() {
            let Ok(value) = serde_json::from_str::<Value>(line) else {
                continue;
            };
            let message = value.get("message").unwrap_or(&Value::Null);
            if message.get("level").and_then(Value::as_str) != Some("error") {
                continue;
            }
            let text = message.get("rendered").and_then(Value::as_str);
            let text = text.unwrap_or("an error without words").to_owned();
            let mut guilty = BTreeSet::new();
            mutants_in(message, &mut guilty);
            if guilty.is_empty() && errors.other.is_empty() {
                errors.other.clone_from(&text);
            }
            for number in guilty {
                errors.named.entry(number).or_insert_with(|| text.clone());
            }
        }
        errors
    }
}

/// The mutants whose files a message points at, at any depth: an error in a macro points at its user further down.
fn mutants_in(message: &Value, out: &mut BTreeSet<usize>) {
    match message {
        Value::Object(members) => {
            let file = members.get("file_name").and_then(Value::as_str);
            out.extend(file.and_then(number));
            members.values().for_each(|member| mutants_in(member, out));
        }
        Value::Array(items) => items.iter().for_each(|item| mutants_in(item, out)),
        _ => {}
    }
}

fn number(file: &str) -> Option<usize> {
    let mut parts = file.split(['/', '\\']).skip_while(|part| *part != MODULE);
    parts.nth(1)?.strip_prefix('m')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use codegen::{GENERATED_FOLDER, file_tree::FileTree};
    use serde_json::json;

    use super::{Errors, is_new, mounted};

    #[test]
    fn an_error_leads_to_the_mutants_it_points_at() {
        let span = |file: &str| json!({ "file_name": file, "line_start": 1 });
        let message = |level: &str, text: &str, spans: &[&str]| {
            let spans: Vec<_> = spans.iter().map(|file| span(file)).collect();
            let message = json!({ "level": level, "rendered": text, "spans": spans });
            json!({ "reason": "compiler-message", "message": message }).to_string()
        };
        let nested = json!({ "message": { "level": "error", "rendered": "c", "spans": [
            { "file_name": "src/wire/macros.rs", "expansion": { "span": span("client/src/mutants/m000012/enums.rs") } },
        ]}});
        let lines = [
            message("warning", "a", &["client/src/mutants/m000001/enums.rs"]),
            message("error", "b", &["client/src/mutants/m000007/mod.rs"]),
            nested.to_string(),
            message("error", "d", &["client/src/mutants/m000007/api.rs"]),
            message("error", "e", &["client/src/lib.rs"]),
            "no message".to_owned(),
        ];
        let errors = Errors::read(&lines.join("\n"));
        assert_eq!(
            errors.named,
            [(7, "b".to_owned()), (12, "c".to_owned())].into()
        );
        assert_eq!(errors.other, "e");
    }

    #[test]
    fn what_cargo_did_not_compile_does_not_count() {
        let artifact = |name: &str, fresh: bool| {
            json!({ "reason": "compiler-artifact", "target": { "name": name }, "fresh": fresh })
                .to_string()
        };
        let dependency = artifact("serde", false);
        assert!(is_new(&format!(
            "{dependency}\n{}",
            artifact("wallet_client", false)
        )));
        assert!(!is_new(&format!(
            "{dependency}\n{}",
            artifact("wallet_client", true)
        )));
    }

    #[test]
    fn a_mutant_finds_its_own_things_and_the_runtime() {
        let mut tree = FileTree::default();
        let text = "use crate::client::Client;\nuse crate::generated::api::API;\nuse crate::wire::Wire;\n\
                    /// ```no_run\n/// use wallet_client::civil;\n/// ```\n";
        tree.add(format!("{GENERATED_FOLDER}/client.rs"), text.to_owned());
        tree.add(
            format!("{GENERATED_FOLDER}/mod.rs"),
            "mod client;\n".to_owned(),
        );
        let files = mounted(&tree, "m000001");
        let client = "use crate::mutants::m000001::outside::Client;\nuse crate::mutants::m000001::api::API;\n\
                      use crate::wire::Wire;\n";
        assert!(files["client.rs"].starts_with(client));
        assert!(
            files["examples.rs"]
                .contains("fn example_0() {\nuse crate::mutants::m000001::outside::civil;\n}")
        );
        assert_eq!(
            files["mod.rs"],
            "mod client;\n\nmod examples;\npub mod outside;\n"
        );
    }
}

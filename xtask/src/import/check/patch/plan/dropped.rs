//! Fields that are gone, with what names them.

use super::Plan;
use crate::{
    import::check::{
        page::lies_in,
        patch::{
            edit::{self, Op},
            ledger,
        },
        shape::Entry,
    },
    mutate::tree::{self, Node, Shape},
};

impl Plan<'_, '_> {
    /// A field that is gone, with what names it: rules, lists that may be cut, examples, the ledger.
    pub(super) fn drop_field(&mut self, known: &Entry<'_>) {
        let Some((name, parent)) = known.keys.split_last() else {
            return;
        };
        self.change(known.place.file, parent, Op::Remove(name.clone()));
        ledger::gone(self, &known.subject);
        for inner in &self.pair.spec.entries {
            if lies_in(&inner.path, &known.path) {
                ledger::gone(self, &inner.subject);
            }
        }
        let file = self.own();
        let text = self.sources.files().get(file).map(|file| file.text.clone());
        let Some(root) = text.and_then(|text| tree::parse(&text).ok()) else {
            return;
        };
        if known.keys.len() == 2 && known.path.starts_with("request") {
            let batch = ["batch".to_owned()];
            let alone = matches!(edit::find(&root, &batch).map(|node| &node.shape), Some(Shape::List { items, .. }) if items.len() == 1 && items[0].text() == Some(name));
            if alone {
                self.change(file, &[], Op::Remove("batch".to_owned()));
            } else if edit::find(&root, &batch).is_some() {
                self.change(file, &batch, Op::Without(name.clone()));
            }
        }
        self.examples(&root, &known.path, file);
    }

    /// Takes a field out of the examples.
    fn examples(&mut self, root: &Node, path: &str, file: usize) {
        let keys = ["examples".to_owned()];
        let Some(Shape::List { items, .. }) = edit::find(root, &keys).map(|node| &node.shape)
        else {
            return;
        };
        let notice = self.pair.spec.path.is_none();
        for index in 0..items.len() {
            let steps = path.split('.').map(|step| match step {
                "request" if notice => "param",
                step => step,
            });
            let steps: Vec<&str> = steps.collect();
            let at = ["examples".to_owned(), index.to_string()];
            let Some(node) = edit::find(root, &at) else {
                continue;
            };
            self.member(node, &at, &steps, file);
        }
    }

    fn member(&mut self, node: &Node, keys: &[String], steps: &[&str], file: usize) {
        let Some((step, rest)) = steps.split_first() else {
            return;
        };
        let name = step.trim_end_matches("[]").to_owned();
        let Some(inner) = edit::find(node, std::slice::from_ref(&name)) else {
            return;
        };
        if rest.is_empty() {
            self.change(file, keys, Op::Remove(name));
            return;
        }
        let mut below = keys.to_vec();
        below.push(name);
        match &inner.shape {
            Shape::List { items, .. } => {
                for (index, item) in items.iter().enumerate() {
                    let mut at = below.clone();
                    at.push(index.to_string());
                    self.member(item, &at, rest, file);
                }
            }
            _ => self.member(inner, &below, rest, file),
        }
    }
}

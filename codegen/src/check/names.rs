//! Names: whether a Rust name can be made, and whether two become the same one.

use std::collections::BTreeMap;

use super::context::Context;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    load::{Enum, Field, Named, Raw, Type},
    naming,
    place::{Place, Spanned},
};

/// Remembers the Rust names made so far in one scope, and where their wire names stand.
#[derive(Default)]
pub struct Taken<'a> {
    names: BTreeMap<String, (&'a str, Place)>,
}

impl<'a> Taken<'a> {
    /// Claims `name` for the wire name at `wire`; a clash is reported and is false. `how` says how the name is used,
    /// `help` how to mend a clash.
    pub fn claim(
        &mut self,
        name: String,
        wire: &'a Spanned<String>,
        how: &str,
        help: &str,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        if let Some((first, place)) = self.names.get(&name) {
            let message = if *first == wire.value {
                format!("the name `{first}` stands twice")
            } else {
                format!("`{first}` and `{}` both become `{name}` {how}", wire.value)
            };
            diagnostics.push(
                Diagnostic::new(Code::NameCollision, wire.place, message, help)
                    .related(*place, format!("`{name}` is taken by this one")),
            );
            return false;
        }
        self.names.insert(name, (&wire.value, wire.place));
        true
    }
}

/// Checks that the name of `what` a file describes is written as such names are; `like` is one. What is not has been
/// reported, and is false.
pub fn check_snake(
    name: &Spanned<String>,
    what: &str,
    like: &str,
    context: &mut Context<'_, '_>,
) -> bool {
    let text = &name.value;
    let (message, help) = if naming::is_keyword(text) {
        (
            format!("`{text}` is a word that Rust uses itself"),
            format!("choose another name for the {what}, as in `{like}`"),
        )
    } else if !naming::is_operation_name(text) {
        let article = if what == "operation" { "an" } else { "a" };
        let help = match naming::snake(text) {
            Some(snake) if naming::is_operation_name(&snake) => {
                format!("write it in snake_case: `{snake}`")
            }
            _ => format!("write it in snake_case, ASCII letters and digits only, as in `{like}`"),
        };
        (
            format!("`{text}` is not written as {article} {what}'s name is"),
            help,
        )
    } else {
        return true;
    };
    context.report(Diagnostic::new(Code::BadName, name.place, message, help));
    false
}

/// Reports types that are called as one of those that the file of `name` brings about itself, each with one of the
/// `suffixes`; and `types` of that file whose constants would be called as one of theirs.
pub fn check_own_types(
    name: &Spanned<String>,
    what: &str,
    suffixes: &[&str],
    types: &Named<Type>,
    context: &mut Context<'_, '_>,
) {
    let Some(text) = name.read() else { return };
    let camel = naming::camel(text);
    for own in suffixes.iter().map(|suffix| format!("{camel}{suffix}")) {
        let constant = naming::constant(&own);
        let same = context.symbols().place(&own).map(|place| {
            let message =
                format!("`{own}` is a name that the {what} `{text}` gives to a type of its own");
            (place, message)
        });
        let others = types.iter().map(|(other, _)| other);
        let others = others
            .filter(|other| other.value != own && naming::constant(&other.value) == constant)
            .map(|other| {
                let message = format!(
                    "`{own}` and `{}` both become `{constant}` in Rust",
                    other.value
                );
                (other.place, message)
            });
        for (place, message) in same.into_iter().chain(others) {
            let help = "choose another name for the type";
            context.report(
                Diagnostic::new(Code::NameCollision, place, message, help)
                    .related(name.place, format!("the {what}")),
            );
        }
    }
}

/// Checks the names of operations and notifications against each other.
pub fn check_files(raw: &Raw, diagnostics: &mut Diagnostics) {
    let mut taken = Taken::default();
    let operations = raw.endpoints.iter().map(|endpoint| &endpoint.operation);
    let notifications = raw.notifications.iter().map(|received| &received.name);
    for name in operations.chain(notifications) {
        let rust = naming::camel(&name.value);
        taken.claim(rust, name, "in Rust", "rename one of them", diagnostics);
    }
}

/// Checks the names of the fields of one record: in Rust, and on the command line.
pub fn check_fields(fields: &Named<Field>, diagnostics: &mut Diagnostics) {
    let (mut taken, mut flags) = (Taken::default(), Taken::default());
    let help = "leave one of them out: a field is called as it travels, so it cannot be renamed";
    for (wire, _) in fields {
        let Some(rust) = naming::snake(&wire.value) else {
            let message = format!("no Rust name can be made from `{}`", wire.value);
            let help = "leave it out: only fields are carried whose names begin with an ASCII letter and go on with \
                        ASCII letters, digits, `_` or `-`";
            let mistake = Diagnostic::new(Code::BadName, wire.place, message, help);
            diagnostics.push(mistake);
            continue;
        };
        if taken.claim(rust, wire, "in Rust", help, diagnostics) {
            let flag = format!("--{}", naming::cli(&wire.value));
            flags.claim(flag, wire, "on the command line", help, diagnostics);
        }
    }
}

/// Checks enums: their kind, and the names and values in each.
pub fn check_enums(enums: &Named<Enum>, diagnostics: &mut Diagnostics) {
    for (name, list) in enums {
        check_enum(name, list, diagnostics);
    }
}

fn check_enum(name: &Spanned<String>, list: &Enum, diagnostics: &mut Diagnostics) {
    let numeric = match list.ty.as_ref().map(Spanned::as_str) {
        None | Some("string") => false,
        Some("int32") => true,
        Some(other) => {
            let place = list.ty.as_ref().map_or(name.place, |ty| ty.place);
            let message = format!("an enum of `{other}` is not carried");
            diagnostics.push(Diagnostic::new(
                Code::NotCarried,
                place,
                message,
                "write `string` or `int32`",
            ));
            false
        }
    };
    if list.values.is_empty() {
        let message = format!("`{}` has no values", name.value);
        diagnostics.push(Diagnostic::new(
            Code::EmptyLimit,
            list.values.place,
            message,
            "list at least one value",
        ));
    }
    let mut taken = Taken::default();
    for (wire, value) in &list.values {
        if numeric && wire.value.parse::<i32>().is_err() {
            let message = format!(
                "`{}` is no 32-bit number, as the values of this enum are",
                wire.value
            );
            diagnostics.push(Diagnostic::new(
                Code::WrongKind,
                wire.place,
                message,
                "write a whole number",
            ));
        }
        let source = value.name.as_ref().unwrap_or(wire);
        match naming::variant(&source.value) {
            Some(rust) if rust == "Other" => {
                let message = "`Other` is the variant that keeps unknown values";
                let help = "give the value another `name`, as in `{ name: OtherKind, doc: … }`";
                diagnostics.push(Diagnostic::new(
                    Code::ReservedName,
                    source.place,
                    message,
                    help,
                ));
            }
            Some(rust) => {
                let help = "give one of them another `name`, as in `{ name: OwnOutlet, doc: … }`";
                taken.claim(rust, source, "in Rust", help, diagnostics);
            }
            None => {
                let message = format!("no Rust name can be made from `{}`", source.value);
                let help = "give the value a `name`, as in `{ name: OwnOutlet, doc: … }`";
                diagnostics.push(Diagnostic::new(Code::BadName, source.place, message, help));
            }
        }
    }
}

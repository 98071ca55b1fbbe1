//! Examples in documentation: calls that compile, made from the spec's own example where it has one.

use std::collections::BTreeSet;

use serde_json::Value;

use super::rust::int;
use crate::model::{Api, Field, Operation, Record, Response, Type};

/// A fenced, compiled example of sending the operation.
pub fn call(operation: &Operation, api: &Api) -> String {
    let request = operation
        .examples
        .iter()
        .find_map(|example| example.request.as_deref());
    let shown: Value = request
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default();
    let mut sample = Sample {
        operation,
        api,
        imports: BTreeSet::new(),
        open: Vec::new(),
        records: 0,
    };
    let arguments = sample.arguments(&operation.request, &shown);
    let optional = operation
        .request
        .fields
        .iter()
        .filter(|field| !field.required && field.deprecated.is_none());
    let mut setters = String::new();
    for field in optional {
        if let Some(shown) = shown.get(&field.name.wire) {
            let value = sample.expression(&field.ty, Some(shown));
            setters.push_str(&format!("\n    .{}({value})", field.name.rust));
        }
    }
    let (binding, rest) = match &operation.response {
        Response::None => ("", ""),
        Response::List(_) => ("let rows = ", "println!(\"{} rows\", rows.len());\n"),
        Response::Object(_) | Response::Own(_) => ("let answer = ", "println!(\"{answer:?}\");\n"),
    };
    let imports: String = sample
        .imports
        .iter()
        .map(|path| format!("use wallet_client::{path};\n"))
        .collect();
    let allow = if operation.deprecated.is_some() {
        "# #![allow(deprecated)]\n"
    } else {
        ""
    };
    format!(
        "```no_run\n{allow}{imports}\
         # async fn example(client: wallet_client::Client) -> Result<(), Box<dyn std::error::Error>> {{\n\
         {binding}client\n    .{method}({arguments}){setters}\n    .send()\n    .await?;\n\
         {rest}# Ok(())\n# }}\n```",
        method = operation.name.rust,
    )
}

/// How many objects an example holds before further lists in it stay empty.
const MAX_RECORDS: usize = 50;

struct Sample<'a> {
    operation: &'a Operation,
    api: &'a Api,
    imports: BTreeSet<String>,
    /// The types of the objects that are being written, from the outermost on.
    open: Vec<String>,
    /// How many objects have been written.
    records: usize,
}

impl Sample<'_> {
    /// The arguments of the constructor of `record`.
    fn arguments(&mut self, record: &Record, shown: &Value) -> String {
        let required = record.fields.iter().filter(|field| field.required);
        let arguments: Vec<_> = required
            .map(|Field { name, ty, .. }| self.expression(ty, shown.get(&name.wire)))
            .collect();
        arguments.join(", ")
    }

    /// Rust for a value of type `ty`: the shown one if there is one.
    fn expression(&mut self, ty: &Type, shown: Option<&Value>) -> String {
        let text = || format!("{:?}", shown.and_then(Value::as_str).unwrap_or("…"));
        let number = || {
            int(shown.and_then(Value::as_i64).unwrap_or(1))
                .to_string()
                .replace(' ', "")
        };
        match ty {
            Type::Bool => shown.and_then(Value::as_bool).unwrap_or(true).to_string(),
            Type::Int32 | Type::Int64 => number(),
            Type::Decimal => format!(
                "{:?}.parse()?",
                shown.map_or_else(|| "1.50".to_owned(), ToString::to_string)
            ),
            Type::Text | Type::Id(_) => text(),
            Type::Enum(name) => self.variant(name, shown),
            Type::Money { rust, make } => {
                self.imports.insert(rust.clone());
                format!("{rust}::{make}({})", number())
            }
            Type::DateTime(_) => {
                self.imports.insert("civil".to_owned());
                date_time(shown.and_then(Value::as_str))
            }
            Type::Shared(name) | Type::Local(name) => {
                self.import(ty);
                self.record(name, shown)
            }
            Type::List(item) => {
                let items = match shown.and_then(Value::as_array) {
                    Some(items) => items
                        .iter()
                        .map(|shown| self.expression(item, Some(shown)))
                        .collect(),
                    None => match item.as_ref() {
                        Type::Shared(name) | Type::Local(name) if self.is_enough(name) => {
                            self.import(item);
                            return format!("Vec::<{name}>::new()");
                        }
                        _ => vec![self.expression(item, None)],
                    },
                };
                format!("[{}]", items.join(", "))
            }
        }
    }

    fn import(&mut self, ty: &Type) {
        match ty {
            Type::Shared(name) => self.imports.insert(name.clone()),
            Type::Local(name) => self
                .imports
                .insert(format!("operations::{}::{name}", self.operation.name.rust)),
            _ => false,
        };
    }

    /// Whether a list of objects of the type `name` should be empty: they may hold lists of their own type, or ever more
    /// lists, which would not end.
    fn is_enough(&self, name: &str) -> bool {
        self.records >= MAX_RECORDS || self.open.iter().any(|open| open == name)
    }

    /// The variant that is shown, or the first one.
    fn variant(&mut self, name: &str, shown: Option<&Value>) -> String {
        self.imports.insert(name.to_owned());
        let wire = shown.map(|shown| {
            shown
                .as_str()
                .map_or_else(|| shown.to_string(), str::to_owned)
        });
        let list = self.api.enums.iter().find(|list| list.rust == name);
        let variants = list
            .map(|list| list.variants.as_slice())
            .unwrap_or_default();
        let named = variants
            .iter()
            .find(|variant| Some(&variant.wire) == wire.as_ref())
            .or(variants.first());
        named.map_or_else(String::new, |variant| format!("{name}::{}", variant.rust))
    }

    fn record(&mut self, name: &str, shown: Option<&Value>) -> String {
        let (api, operation) = (self.api, self.operation);
        let record = operation
            .types
            .iter()
            .chain(&api.types)
            .find(|record| record.rust == name);
        self.records += 1;
        self.open.push(name.to_owned());
        let arguments = record.map(|record| self.arguments(record, shown.unwrap_or(&Value::Null)));
        self.open.pop();
        format!("{name}::new({})", arguments.unwrap_or_default())
    }
}

/// `civil::date(2024, 11, 25).at(10, 0, 0, 0)` for `2024-11-25 10:00:00`.
fn date_time(shown: Option<&str>) -> String {
    let text = shown.unwrap_or("2024-11-25 10:00:00");
    let parts: Vec<i64> = text
        .split(['-', ' ', ':'])
        .filter_map(|part| part.parse().ok())
        .collect();
    match parts.as_slice() {
        [year, month, day, hour, minute, second] => {
            format!("civil::date({year}, {month}, {day}).at({hour}, {minute}, {second}, 0)")
        }
        _ => "civil::date(2024, 11, 25).at(10, 0, 0, 0)".to_owned(),
    }
}

//! Records: the struct, the table that describes it, and, where it is sent, how a caller makes one.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{
    docs,
    rust::{Module, alias, count, doc, int},
};
use crate::model::{Field, Limits, Record, Rule, Type};

/// Adds a record with everything that belongs to it.
pub fn push(record: &Record, module: &mut Module) {
    let item = definition(record, module);
    module.push(item);
    if record.sent {
        let (new, setters) = (
            constructor(record, module),
            setters(record, &quote!(self), true, module),
        );
        let ident = format_ident!("{}", record.rust);
        module.push(quote! { impl #ident { #new #(#setters)* } });
    }
    let table = table(record, module);
    module.push(table);
}

/// The struct.
pub fn definition(record: &Record, module: &mut Module) -> TokenStream {
    let rules = record.rules.iter().filter_map(docs::rule);
    let docs = doc(&format!(
        "{}\n\n{}",
        docs::sentence(&docs::escape(&record.docs)),
        rules.collect::<Vec<_>>().join("\n\n")
    ));
    structure(record, &docs, module)
}

/// The struct below these attributes, its documentation among them.
pub fn structure(record: &Record, attributes: &TokenStream, module: &mut Module) -> TokenStream {
    let Record {
        rust,
        constant: _,
        docs: _,
        fields,
        rules,
        sent: _,
    } = record;
    let ident = format_ident!("{rust}");
    let members = fields
        .iter()
        .map(|field| member(field, rules, module))
        .collect::<Vec<_>>();
    quote! {
        #attributes
        #[derive(Clone)]
        #[non_exhaustive]
        pub struct #ident { #(#members)* }
    }
}

fn member(field: &Field, rules: &[Rule], module: &mut Module) -> TokenStream {
    let Field {
        name,
        docs: _,
        ty,
        required,
        default: _,
        limits: _,
        sensitive: _,
        source: _,
        selects: _,
        sum_of: _,
        deprecated,
    } = field;
    let (ident, wire) = (format_ident!("{}", name.rust), &name.wire);
    let docs = doc(&docs::field(field, rules));
    let alias = (*wire != name.rust).then(|| alias(wire)).flatten();
    let old = deprecation(deprecated.as_deref(), module);
    let ty = module.ty(ty);
    let ty = if *required { ty } else { quote!(Option<#ty>) };
    quote! { #docs #alias #old pub #ident: #ty, }
}

/// The attribute of something that should not be used any more.
pub fn deprecation(why: Option<&str>, module: &mut Module) -> Option<TokenStream> {
    let why = why?;
    // The tables and builders of the module itself go on using it.
    module.allow("deprecated");
    Some(quote!(#[deprecated = #why]))
}

/// The table that describes the record, and the line that gives it its behaviour.
pub fn table(record: &Record, module: &mut Module) -> TokenStream {
    let Record {
        rust,
        constant,
        docs: _,
        fields,
        rules,
        sent: _,
    } = record;
    module.import("wire", "Shape");
    module.import("wire", "record");
    if !fields.is_empty() {
        module.import("wire", "Field");
    }
    let (ident, constant) = (format_ident!("{rust}"), format_ident!("{constant}"));
    let idents = fields
        .iter()
        .map(|field| format_ident!("{}", field.name.rust));
    let entries = fields.iter().map(entry);
    let shape = if rules.is_empty() {
        quote!(Shape::new(#rust, &[#(#entries),*]))
    } else {
        module.import("wire", "Rule");
        let rules = rules.iter().map(rule);
        quote!(Shape::with_rules(#rust, &[#(#entries),*], &[#(#rules),*]))
    };
    quote! {
        const #constant: &Shape = &#shape;
        record!(#ident, #constant, #(#idents),*);
    }
}

fn entry(field: &Field) -> TokenStream {
    // What is left out here shows in the struct, in its documentation or in the sandbox.
    let Field {
        name,
        docs: _,
        ty: _,
        required,
        default: _,
        limits,
        sensitive,
        source: _,
        selects: _,
        sum_of: _,
        deprecated: _,
    } = field;
    let (
        wire,
        Limits {
            range,
            length,
            items,
            pattern,
        },
    ) = (&name.wire, limits);
    let mut entry = if *required {
        quote!(Field::required(#wire))
    } else {
        quote!(Field::optional(#wire))
    };
    if let Some((low, high)) = range {
        let (low, high) = (int(low.unwrap_or(i64::MIN)), int(high.unwrap_or(i64::MAX)));
        entry.extend(quote!(.range(#low, #high)));
    }
    if let Some((low, high)) = length {
        let (low, high) = (count(low.unwrap_or(0)), count(high.unwrap_or(u32::MAX)));
        entry.extend(quote!(.length(#low, #high)));
    }
    if let Some((low, high)) = items {
        let (low, high) = (count(low.unwrap_or(0)), count(high.unwrap_or(u32::MAX)));
        entry.extend(quote!(.items(#low, #high)));
    }
    if let Some(pattern) = pattern {
        entry.extend(quote!(.pattern(#pattern)));
    }
    if *sensitive {
        entry.extend(quote!(.sensitive()));
    }
    entry
}

fn rule(rule: &Rule) -> TokenStream {
    match rule {
        Rule::Span {
            start,
            end,
            max_seconds,
        } => {
            let max = int(*max_seconds);
            quote!(Rule::span(#start, #end, #max))
        }
        Rule::OneOf(wires) => quote!(Rule::one_of(&[#(#wires),*])),
        Rule::AnyOf(wires) => quote!(Rule::any_of(&[#(#wires),*])),
        Rule::RequiredIf { field, when, is } => {
            quote!(Rule::required_if(#field, #when, &[#(#is),*]))
        }
    }
}

/// The parameters of a constructor: one for each required field, with what it takes and how that is stored.
pub fn parameters(
    record: &Record,
    module: &mut Module,
) -> Vec<(proc_macro2::Ident, TokenStream, TokenStream)> {
    let required = record.fields.iter().filter(|field| field.required);
    let parameters: Vec<_> = required
        .map(|field| {
            let ident = format_ident!("{}", field.name.rust);
            let (takes, stores) = argument(&field.ty, &quote!(#ident), module);
            (ident, takes, stores)
        })
        .collect();
    if parameters.len() > 7 {
        module.allow("clippy::too_many_arguments");
    }
    parameters
}

/// `new`: what is required is given, the rest is absent.
pub fn constructor(record: &Record, module: &mut Module) -> TokenStream {
    let parameters = parameters(record, module);
    let takes = parameters
        .iter()
        .map(|(ident, takes, _)| quote!(#ident: #takes));
    let members = record.fields.iter().map(|field| {
        let ident = format_ident!("{}", field.name.rust);
        let parameter = parameters.iter().find(|(name, _, _)| *name == ident);
        parameter.map_or_else(
            || quote!(#ident: None),
            |(_, _, value)| stored(&ident, value),
        )
    });
    let docs = doc(if parameters.is_empty() {
        "All fields absent."
    } else {
        "What must be given; everything else is absent."
    });
    quote! {
        #docs
        #[must_use]
        pub fn new(#(#takes),*) -> Self {
            Self { #(#members),* }
        }
    }
}

/// A member of a struct expression, in its short form where the value has the member's name.
fn stored(ident: &proc_macro2::Ident, value: &TokenStream) -> TokenStream {
    if ident == &value.to_string() {
        quote!(#ident)
    } else {
        quote!(#ident: #value)
    }
}

/// A chained setter for each optional field of `target`.
///
/// `must_use` says whether each says so; where the whole type does, they need not. The wire name is an alias of the field
/// only, by which a search in the documentation finds both.
pub fn setters(
    record: &Record,
    target: &TokenStream,
    must_use: bool,
    module: &mut Module,
) -> Vec<TokenStream> {
    let optional = record.fields.iter().filter(|field| !field.required);
    optional
        .map(|field| {
            let ident = format_ident!("{}", field.name.rust);
            let docs = doc(&docs::field(field, &record.rules));
            let old = deprecation(field.deprecated.as_deref(), module);
            let name = if matches!(field.ty, Type::List(_)) {
                quote!(values)
            } else {
                quote!(value)
            };
            let (takes, stores) = argument(&field.ty, &name, module);
            let must_use = must_use.then(|| quote!(#[must_use]));
            quote! {
                #docs
                #old
                #must_use
                pub fn #ident(mut self, #name: #takes) -> Self {
                    #target.#ident = Some(#stores);
                    self
                }
            }
        })
        .collect()
}

/// What a caller may hand in for a value of type `ty`, and how `name` becomes the value.
fn argument(ty: &Type, name: &TokenStream, module: &mut Module) -> (TokenStream, TokenStream) {
    let converted = |ty: &Type| {
        matches!(
            ty,
            Type::Text | Type::Id(_) | Type::Enum(_) | Type::DateTime(_)
        )
    };
    match ty {
        Type::List(item) => {
            let tokens = module.ty(item);
            if converted(item) {
                (
                    quote!(impl IntoIterator<Item = impl Into<#tokens>>),
                    quote!(#name.into_iter().map(Into::into).collect()),
                )
            } else {
                (
                    quote!(impl IntoIterator<Item = #tokens>),
                    quote!(#name.into_iter().collect()),
                )
            }
        }
        ty => {
            let tokens = module.ty(ty);
            if converted(ty) {
                (quote!(impl Into<#tokens>), quote!(#name.into()))
            } else {
                (tokens, name.clone())
            }
        }
    }
}

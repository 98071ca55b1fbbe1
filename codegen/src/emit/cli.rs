//! `cli.rs`: the endpoints as a command line sees them: what it takes, and what it shows.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{
    docs,
    rust::{Module, int},
};
use crate::model::{Api, Field, Operation, Record, Response, ScalarKind, Type, Variant};

/// The whole file.
pub fn emit(api: &Api) -> String {
    let mut module =
        Module::new("The endpoints as a command line sees them: what it takes, and what it shows.");
    module.import("cli::facts", "Command");
    module.import("cli::facts", "Make");
    module.import("operation", "Operation");
    let commands: Vec<_> = api
        .operations
        .iter()
        .map(|operation| command(operation, api, &mut module))
        .collect();
    module.push(quote! {
        /// All endpoints.
        pub(crate) const COMMANDS: &[Command] = &[#(#commands),*];
    });
    module.finish()
}

fn command(operation: &Operation, api: &Api, module: &mut Module) -> TokenStream {
    // What is left out here, the runtime reads off the request's own facts.
    let Operation {
        name,
        call: _,
        title,
        docs: about,
        path: _,
        idempotent: _,
        deprecated,
        request,
        response: _,
        types: _,
        paging,
        window: _,
        batch: _,
        ledger: _,
        examples: _,
    } = operation;
    let make = format_ident!("{}", if paging.is_some() { "paged" } else { "of" });
    let rust = format_ident!("{}", request.rust);
    module.import(
        &format!("generated::operations::{}", name.rust),
        &request.rust,
    );
    let name = &name.cli;
    let details = about.as_deref().map(docs::sentence).unwrap_or_default();
    let deprecated = deprecated
        .as_ref()
        .map_or_else(|| quote!(None), |why| quote!(Some(#why)));
    let arguments: Vec<_> = request
        .fields
        .iter()
        .map(|field| argument(field, api, module))
        .collect();
    let columns_of = |record: Option<&Record>, module: &mut Module| -> Vec<TokenStream> {
        let fields = record.map(|record| record.fields.as_slice());
        let fields = fields.unwrap_or_default().iter();
        fields.map(|field| column(field, api, module)).collect()
    };
    let (around, row) = shown(operation, api);
    let (frame, columns) = (columns_of(around, module), columns_of(row, module));
    quote! {
        Command {
            operation: #rust::INFO,
            name: #name,
            title: #title,
            details: #details,
            deprecated: #deprecated,
            make: Make::#make::<#rust>(),
            arguments: &[#(#arguments),*],
            frame: &[#(#frame),*],
            columns: &[#(#columns),*],
        }
    }
}

/// What is shown of an answer: what stands around its rows, and a row; or the one object that it is.
fn shown<'a>(operation: &'a Operation, api: &'a Api) -> (Option<&'a Record>, Option<&'a Record>) {
    let declared = |ty: &Type| {
        let name = ty.to_string();
        let mut records = operation.types.iter().chain(&api.types);
        records.find(|record| record.rust == name)
    };
    let whole = match &operation.response {
        Response::None => return (None, None),
        Response::List(row) => return (None, declared(row)),
        Response::Object(ty) => declared(ty),
        Response::Own(record) => Some(record),
    };
    match &operation.paging {
        Some(paging) => (whole, declared(&paging.rows.row)),
        None => (None, whole),
    }
}

fn argument(field: &Field, api: &Api, module: &mut Module) -> TokenStream {
    let (wire, name) = (&field.name.wire, &field.name.cli);
    let kind = kind(&field.ty, true, api, module);
    module.import("cli::facts", "Argument");
    let docs = docs::argument(field, digits(&field.ty, api));
    let list = matches!(field.ty, Type::List(_)).then(|| quote!(.list()));
    let old = field
        .deprecated
        .as_ref()
        .map(|why| quote!(.deprecated(#why)));
    quote!(Argument::new(#wire, #name, #kind, #docs) #list #old)
}

fn column(field: &Field, api: &Api, module: &mut Module) -> TokenStream {
    let (wire, docs) = (&field.name.wire, docs::sentence(&field.docs));
    let kind = kind(&field.ty, false, api, module);
    module.import("cli::facts", "Column");
    quote!(Column::new(#wire, #kind, #docs))
}

/// What a value is, as far as it matters for reading it from a command line and for showing it.
fn kind(ty: &Type, asked: bool, api: &Api, module: &mut Module) -> TokenStream {
    module.import("cli::facts", "Kind");
    match ty {
        Type::Bool => quote!(Kind::Flag),
        Type::Int32 | Type::Int64 | Type::Decimal => quote!(Kind::Number),
        Type::Text | Type::Id(_) => quote!(Kind::Text),
        Type::Money { rust, make: _ } | Type::DateTime(rust) => scalar(rust, api),
        Type::Enum(name) if asked => {
            let choices = choices(name, api, module);
            quote!(Kind::Choice(#choices))
        }
        Type::Enum(_) => quote!(Kind::Text),
        Type::Shared(_) | Type::Local(_) => quote!(Kind::Json),
        // A list of arguments is one argument, given often; one in an answer is shown as JSON.
        Type::List(item) if asked => kind(item, asked, api, module),
        Type::List(_) => quote!(Kind::Json),
    }
}

/// How many digits of a number stand behind the decimal point: those of an amount do.
fn digits(ty: &Type, api: &Api) -> u8 {
    let rust = match ty {
        Type::Money { rust, make: _ } => rust,
        Type::List(item) => return digits(item, api),
        _ => return 0,
    };
    let found = api.scalars.iter().find(|scalar| scalar.rust == *rust);
    match found.map(|scalar| &scalar.kind) {
        Some(ScalarKind::Money {
            currency: _,
            read: _,
            make: _,
            digits,
        }) => *digits,
        _ => 0,
    }
}

fn scalar(name: &str, api: &Api) -> TokenStream {
    let found = api.scalars.iter().find(|scalar| scalar.rust == name);
    match found.map(|scalar| &scalar.kind) {
        Some(ScalarKind::Money {
            currency,
            read: _,
            make: _,
            digits,
        }) => {
            let digits = int(i64::from(*digits));
            quote!(Kind::Money { currency: #currency, digits: #digits })
        }
        Some(ScalarKind::DateTime {
            zone,
            offset_minutes,
        }) => {
            let minutes = int(i64::from(*offset_minutes));
            quote!(Kind::Time { zone: #zone, offset_minutes: #minutes })
        }
        Some(ScalarKind::Id) | None => quote!(Kind::Text),
    }
}

/// The values that an enum is known to take.
fn choices(name: &str, api: &Api, module: &mut Module) -> TokenStream {
    module.import("cli::facts", "Choice");
    let found = api.enums.iter().find(|list| list.rust == name);
    let variants = found.map(|list| list.variants.as_slice());
    let choices = variants.unwrap_or_default().iter().map(|variant| {
        let Variant {
            wire,
            rust: _,
            docs: about,
            label: _,
        } = variant;
        quote!(Choice::new(#wire, #about))
    });
    quote!(&[#(#choices),*])
}

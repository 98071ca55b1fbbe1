//! `sandbox.rs`: the endpoints as a server sees them.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::rust::{Module, doc};
use crate::model::{Api, Field, Ledger, Operation, Record, Response, Type};

/// The whole file.
pub fn emit(api: &Api) -> String {
    let mut module = Module::new(
        "The endpoints as a server sees them: what it reads, and what it answers from.",
    );
    module.import("operation", "Operation");
    module.import("sandbox", "Route");
    module.import("wire", "Wire");
    let routes: Vec<_> = api
        .operations
        .iter()
        .map(|operation| route(operation, api, &mut module))
        .collect();
    module.push(quote! {
        /// All endpoints.
        pub(crate) const ROUTES: &[Route] = &[#(#routes),*];
    });
    let settings: Vec<_> = api.operations.iter().filter_map(setting).collect();
    if !settings.is_empty() {
        module.push(quote! {
            impl crate::sandbox::SandboxBuilder { #(#settings)* }
        });
    }
    module.finish()
}

/// The documented answer of an operation: its file beside `sandbox.rs`, and the text in it.
pub fn example(operation: &Operation) -> Option<(String, String)> {
    let text = operation
        .examples
        .iter()
        .find_map(|example| example.response.as_deref())?;
    Some((
        format!("examples/{}.json", operation.name.rust),
        format!("{text}\n"),
    ))
}

fn route(operation: &Operation, api: &Api, module: &mut Module) -> TokenStream {
    module.import(
        &format!("generated::operations::{}", operation.name.rust),
        &operation.request.rust,
    );
    let request = format_ident!("{}", operation.request.rust);
    let example = if let Some((file, _)) = example(operation) {
        quote!(Some(include_str!(#file)))
    } else {
        quote!(None)
    };
    let selections: Vec<_> = operation
        .request
        .fields
        .iter()
        .filter_map(|field| {
            let (parameter, row) = (&field.name.wire, field.selects.as_ref()?);
            module.import("sandbox", "Selection");
            Some(quote!(Selection::new(#parameter, #row)))
        })
        .collect();
    let fields = match &operation.response {
        Response::Own(record) => record.fields.as_slice(),
        Response::None | Response::List(_) | Response::Object(_) => &[],
    };
    let sums: Vec<_> = fields
        .iter()
        .filter_map(|field| {
            let (total, row) = (&field.name.wire, field.sum_of.as_ref()?);
            module.import("sandbox", "Sum");
            Some(quote!(Sum::new(#total, #row)))
        })
        .collect();
    let choices: Vec<_> = rows(operation, api)
        .iter()
        .filter_map(|field| {
            let (row, Type::Enum(_)) = (&field.name.wire, &field.ty) else {
                return None;
            };
            let values = module.ty(&field.ty);
            module.import("sandbox", "Choice");
            module.import("sandbox", "known");
            Some(quote!(Choice::new(#row, || known(#values::KNOWN))))
        })
        .collect();
    let ledger = if let Some(declared) = &operation.ledger {
        ledger(declared, module)
    } else {
        quote!(None)
    };
    quote! {
        Route {
            operation: #request::INFO,
            request: || Box::new(#request::blank()),
            response: Route::response::<#request>,
            example: #example,
            selections: &[#(#selections),*],
            sums: &[#(#sums),*],
            choices: &[#(#choices),*],
            ledger: #ledger,
        }
    }
}

fn ledger(declared: &Ledger, module: &mut Module) -> TokenStream {
    let Ledger {
        accounts,
        by,
        amount,
        balance,
        parts,
        up,
        down,
    } = declared;
    module.import("sandbox", "Ledger");
    let direction = |fields: &[(String, Vec<String>)]| {
        let fields = fields
            .iter()
            .map(|(field, values)| quote!((#field, &[#(#values),*])));
        quote!(&[#(#fields),*])
    };
    let (up, down) = (direction(up), direction(down));
    quote! {
        Some(Ledger {
            accounts: #accounts,
            by: &[#(#by),*],
            amount: #amount,
            balance: #balance,
            parts: &[#(#parts),*],
            up: #up,
            down: #down,
        })
    }
}

/// The setting for how many rows an endpoint has, if they have a name.
fn setting(operation: &Operation) -> Option<TokenStream> {
    let called = operation.paging.as_ref()?.called.as_ref()?;
    let ident = format_ident!("{called}");
    let request = format_ident!("{}", operation.request.rust);
    let doc = doc(&format!(
        "How many {} there are: rows of [`{name}`](crate::Client::{name}).",
        called.replace('_', " "),
        name = operation.name.rust,
    ));
    Some(quote! {
        #doc
        ///
        /// As many as of [all endpoints](Self::rows) unless set.
        pub fn #ident(self, rows: usize) -> Self {
            self.rows_of::<#request>(rows)
        }
    })
}

/// The fields of the rows that an endpoint answers with, if it has pages.
fn rows<'a>(operation: &'a Operation, api: &'a Api) -> &'a [Field] {
    let paging = operation.paging.as_ref();
    let rows = paging.and_then(|paging| record(&paging.rows.row, operation, api));
    rows.unwrap_or_default()
}

/// The fields of an object.
fn record<'a>(ty: &Type, operation: &'a Operation, api: &'a Api) -> Option<&'a [Field]> {
    let (records, name): (&[Record], _) = match ty {
        Type::Local(name) => (&operation.types, name),
        Type::Shared(name) => (&api.types, name),
        _ => return None,
    };
    let found = records.iter().find(|record| record.rust == *name)?;
    Some(&found.fields)
}

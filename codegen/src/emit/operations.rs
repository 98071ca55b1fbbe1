//! `operations/`: one module an endpoint, with the call, its request and its response.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{
    docs, records,
    rust::{Module, doc, int},
    sample,
};
use crate::model::{Api, Operation, Paging, Record, Response, Rows, Window};

/// `operations/mod.rs`.
pub fn root(api: &Api) -> String {
    let mut module = Module::new(
        "The endpoints, a module each: the call that a client builds, its request and its response.",
    );
    for operation in &api.operations {
        let ident = format_ident!("{}", operation.name.rust);
        module.push(quote! { pub mod #ident; });
    }
    module.finish()
}

/// `operations/<name>.rs`.
pub fn emit(operation: &Operation) -> String {
    let mut module = Module::new(format!("{}: `POST {}`.", operation.title, operation.path));
    let response = response_type(&operation.response, &mut module);
    call(operation, &response, &mut module);
    request(operation, &response, &mut module);
    if let Some(paging) = &operation.paging {
        let pages = pages(operation, &paging.rows, &mut module);
        module.push(pages);
    }
    if let Response::Own(record) = &operation.response {
        records::push(record, &mut module);
    }
    for record in &operation.types {
        records::push(record, &mut module);
    }
    module.finish()
}

/// The Rust type of `data`.
fn response_type(response: &Response, module: &mut Module) -> TokenStream {
    match response {
        Response::None => quote!(()),
        Response::List(ty) => {
            let item = module.ty(ty);
            quote!(Vec<#item>)
        }
        Response::Object(ty) => module.ty(ty),
        Response::Own(Record { rust, .. }) => {
            let ident = format_ident!("{rust}");
            quote!(#ident)
        }
    }
}

/// The call: a request under construction, tied to a client.
fn call(operation: &Operation, response: &TokenStream, module: &mut Module) {
    module.import("client", "Client");
    module.import("client", "Sending");
    let (ident, request) = (
        format_ident!("{}", operation.call),
        format_ident!("{}", operation.request.rust),
    );
    let old = records::deprecation(operation.deprecated.as_deref(), module);
    let setters = records::setters(&operation.request, &quote!(self.request), false, module);
    let docs = doc(&format!(
        "{} Made by [`Client::{}`].",
        docs::sentence(&docs::escape(&operation.title)),
        operation.name.rust
    ));
    let limits = operation
        .request
        .rules
        .iter()
        .filter_map(docs::rule)
        .map(|rule| doc(&format!("\n{rule}")));
    module.push(quote! {
        #docs
        #(#[doc = ""] #limits)*
        #old
        #[derive(Debug)]
        #[must_use = "a call does nothing until it is sent"]
        pub struct #ident<'c> {
            client: &'c Client,
            request: #request,
        }
    });
    module.push(quote! {
        impl<'c> #ident<'c> {
            pub(crate) fn new(client: &'c Client, request: #request) -> Self {
                Self { client, request }
            }

            #(#setters)*

            /// The parameters as they stand.
            #[must_use]
            pub fn request(&self) -> &#request {
                &self.request
            }

            /// Checks the limits, signs the parameters and sends them.
            ///
            /// The answer is an [`Error`](crate::Error) if anything goes wrong:
            /// [`InvalidRequest`](crate::Error::InvalidRequest) if a limit is broken, with nothing sent.
            pub fn send(self) -> Sending<'c, #response> {
                self.client.start(self.request)
            }
        }
    });
}

fn request(operation: &Operation, response: &TokenStream, module: &mut Module) {
    let record = &operation.request;
    let ident = format_ident!("{}", record.rust);
    let definition = records::definition(record, module);
    module.push(definition);
    let new = records::constructor(record, module);
    let default = record.fields.iter().all(|field| !field.required).then(|| {
        quote! { impl Default for #ident { fn default() -> Self { Self::new() } } }
    });
    module.push(quote! { impl #ident { #new } #default });
    let table = records::table(record, module);
    module.push(table);
    let facts = facts(operation, module);
    module.push(quote! {
        impl Operation for #ident {
            type Response = #response;

            const INFO: &'static OperationInfo = &#facts;
        }
    });
}

/// The line that has all pages read, and the way to the rows of each.
fn pages(operation: &Operation, rows: &Rows, module: &mut Module) -> TokenStream {
    let Rows {
        name,
        row,
        required,
    } = rows;
    module.import("stream", "paged");
    let (call, request, row) = (
        format_ident!("{}", operation.call),
        format_ident!("{}", operation.request.rust),
        module.ty(row),
    );
    let field = format_ident!("{}", name.rust);
    let optional = (!required).then(|| quote!(optional));
    quote!(paged!(#call, #request, #row, #optional #field);)
}

/// What the runtime should know about the endpoint.
fn facts(operation: &Operation, module: &mut Module) -> TokenStream {
    // What is left out here shows in the call, in the types, in the documentation or in the sandbox.
    let Operation {
        name,
        call: _,
        title: _,
        docs: _,
        path,
        idempotent,
        deprecated: _,
        request: _,
        response: _,
        types: _,
        paging,
        window,
        ledger: _,
        batch,
        examples: _,
    } = operation;
    module.import("operation", "Operation");
    module.import("operation", "OperationInfo");
    module.import("generated::api", "API");
    let name = &name.wire;
    let paging = optional(
        paging
            .as_ref()
            .map(|declared| paging_facts(declared, module)),
    );
    let window = optional(
        window
            .as_ref()
            .map(|declared| window_facts(declared, module)),
    );
    quote! {
        OperationInfo {
            name: #name,
            path: #path,
            idempotent: #idempotent,
            paging: #paging,
            window: #window,
            batch: &[#(#batch),*],
            api: API,
        }
    }
}

fn paging_facts(declared: &Paging, module: &mut Module) -> TokenStream {
    let Paging {
        page,
        size,
        default_size,
        rows,
        total,
        current,
        newest_first,
        called: _,
    } = declared;
    module.import("operation", "Paging");
    let (default_size, rows) = (int(*default_size), &rows.name.wire);
    let newest_first = optional(newest_first.as_ref().map(|by| quote!(#by)));
    quote! {
        Paging {
            page: #page,
            size: #size,
            default_size: #default_size,
            rows: #rows,
            total: #total,
            current: #current,
            newest_first: #newest_first,
        }
    }
}

fn window_facts(declared: &Window, module: &mut Module) -> TokenStream {
    let Window {
        start,
        end,
        of,
        max_seconds,
        offset_minutes,
    } = declared;
    module.import("operation", "Window");
    let (max_seconds, offset_seconds) = (int(*max_seconds), int(i64::from(*offset_minutes) * 60));
    quote! {
        Window {
            start: #start,
            end: #end,
            of: #of,
            max_seconds: #max_seconds,
            offset_seconds: #offset_seconds,
        }
    }
}

fn optional(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

/// What the client's method says about the operation.
pub fn documentation(operation: &Operation, api: &Api) -> String {
    let mut paragraphs = vec![docs::sentence(&docs::escape(&operation.title))];
    paragraphs.extend(
        operation
            .docs
            .as_ref()
            .map(|text| docs::sentence(&docs::escape(text))),
    );
    let retry = if operation.idempotent {
        "Idempotent: safe to send again."
    } else {
        "Not idempotent: sending it twice may do it twice."
    };
    paragraphs.push(format!("`POST {}`. {retry}", operation.path));
    let required: Vec<_> = operation
        .request
        .fields
        .iter()
        .filter(|field| field.required)
        .map(|field| {
            format!(
                "- `{}`: {}",
                field.name.rust,
                docs::field(field, &operation.request.rules)
            )
        })
        .collect();
    if !required.is_empty() {
        paragraphs.push(required.join("\n"));
    }
    paragraphs.extend(operation.request.rules.iter().filter_map(docs::rule));
    if let Some(window) = &operation.window {
        paragraphs.push(format!(
            "More than {} is asked for in several calls by `stream`, `pages` and `collect_all`.",
            docs::duration(window.max_seconds)
        ));
    }
    paragraphs.push(format!("# Example\n\n{}", sample::call(operation, api)));
    paragraphs.join("\n\n")
}

//! `client.rs`: a method of the client for each endpoint.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{
    operations, records,
    rust::{Module, doc},
};
use crate::model::{Api, Operation};

/// The whole file.
pub fn emit(api: &Api) -> String {
    let mut module = Module::new("The endpoints as methods of the client.");
    module.import("client", "Client");
    let methods: Vec<_> = api
        .operations
        .iter()
        .map(|operation| method(operation, api, &mut module))
        .collect();
    module.push(quote! { impl Client { #(#methods)* } });
    module.finish()
}

fn method(operation: &Operation, api: &Api, module: &mut Module) -> TokenStream {
    let folder = format!("generated::operations::{}", operation.name.rust);
    let (call, request) = (
        format_ident!("{}", operation.call),
        format_ident!("{}", operation.request.rust),
    );
    module.import(&folder, &operation.call);
    module.import(&folder, &operation.request.rust);
    module.locals_from(&folder);
    let ident = format_ident!("{}", operation.name.rust);
    let docs = doc(&operations::documentation(operation, api));
    let old = records::deprecation(operation.deprecated.as_deref(), module);
    let parameters = records::parameters(&operation.request, module);
    let takes = parameters
        .iter()
        .map(|(ident, takes, _)| quote!(#ident: #takes));
    let passes = parameters.iter().map(|(ident, _, _)| ident);
    quote! {
        #docs
        #old
        pub fn #ident(&self, #(#takes),*) -> #call<'_> {
            #call::new(self, #request::new(#(#passes),*))
        }
    }
}

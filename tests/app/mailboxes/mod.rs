//! Hand-ins through real stores and unreal ones.
#![cfg(target_os = "linux")]

mod attack;
mod by_hand;
#[path = "../../exchange/forge.rs"]
mod forge;
mod linkage;
mod proxy;
mod servers;
mod way;

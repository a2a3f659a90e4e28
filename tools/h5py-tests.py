#!/usr/bin/env python3
"""Prints the names of all test functions of the h5py that is installed: module::Class.function."""

import ast
import pathlib

import h5py.tests

root = pathlib.Path(h5py.tests.__file__).parent
for file in sorted(root.rglob("test_*.py")):
    module = ".".join(file.relative_to(root).with_suffix("").parts)
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            print(f"{module}::{node.name}")
        elif isinstance(node, ast.ClassDef):
            for member in node.body:
                if isinstance(member, ast.FunctionDef) and member.name.startswith("test"):
                    print(f"{module}::{node.name}.{member.name}")

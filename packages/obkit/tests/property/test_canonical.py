"""Our RDFC-1.0 against an independent one, on small graphs of every shape."""

import pyoxigraph
from hypothesis import given, settings
from hypothesis import strategies as st
from obkit.encoding.canonical import canonical_lines

nodes = st.sampled_from(["<urn:a>", "<urn:b>", "_:x", "_:y", "_:z", "_:u", "_:v"])
objects = st.one_of(nodes, st.sampled_from(['"1"', '"two"@en']))
quads = st.tuples(
    nodes,
    st.sampled_from(["<urn:p>", "<urn:q>"]),
    objects,
    st.sampled_from(["", "", "_:g", "<urn:g>", "_:x"]),
)
datasets = st.sets(quads, max_size=12)


def theirs(dataset):
    text = "".join(f"{s} {p} {o} {g} .\n" for s, p, o, g in dataset)
    parsed = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS)
    found = pyoxigraph.Dataset(parsed)
    found.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(
        f"{quad} ." if not str(quad).endswith(".") else str(quad) for quad in found
    )


@given(datasets)
@settings(max_examples=300, deadline=None)
def test_the_result_is_that_of_another_implementation(dataset):
    assert canonical_lines(dataset).decode().splitlines() == theirs(dataset)


@given(datasets, st.permutations(["_:x", "_:y", "_:z", "_:u", "_:v", "_:g"]))
@settings(max_examples=150, deadline=None)
def test_names_of_blank_nodes_do_not_matter(dataset, names):
    new = dict(zip(["_:x", "_:y", "_:z", "_:u", "_:v", "_:g"], names, strict=True))
    renamed = [tuple(new.get(term, term) for term in quad) for quad in dataset]
    assert canonical_lines(renamed) == canonical_lines(dataset)

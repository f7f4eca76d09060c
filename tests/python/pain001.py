"""Holds a credit transfer file of a fund against the published schema, and its sums against its payments.

    python tests/python/pain001.py node/tests/golden/pain001.xml
"""

import decimal
import pathlib
import sys
import xml.etree.ElementTree

import sepaxml
import xmlschema

SPACE = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}


def check(file):
    """Fails when the file is not what the schema and its own totals say."""
    schemas = pathlib.Path(sepaxml.__file__).parent / "schemas"
    xmlschema.XMLSchema(str(schemas / "pain.001.001.09.xsd")).validate(str(file))
    root = xml.etree.ElementTree.parse(file).getroot()
    amounts = [decimal.Decimal(amount.text) for amount in root.iterfind(".//p:InstdAmt", SPACE)]
    assert amounts, "the file has no payments"
    for part in ("p:CstmrCdtTrfInitn/p:GrpHdr", "p:CstmrCdtTrfInitn/p:PmtInf"):
        assert int(root.findtext(f"{part}/p:NbOfTxs", namespaces=SPACE)) == len(amounts), part
        assert decimal.Decimal(root.findtext(f"{part}/p:CtrlSum", namespaces=SPACE)) == sum(amounts), part
    ids = [found.text for found in root.iterfind(".//p:EndToEndId", SPACE)]
    assert len(ids) == len(amounts) == len(set(ids)), "an end-to-end id is missing or used twice"
    print(f"{file}: {len(amounts)} payments of {sum(amounts)} euros, as the schema says")


if __name__ == "__main__":
    assert len(sys.argv) > 1, __doc__
    for name in sys.argv[1:]:
        check(name)

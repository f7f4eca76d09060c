"""A health insurer that knows nothing of this project but its published `.proto` files.

    python tests/python/client.py target/release/wijkfonds

starts a demonstration, generates a client from `proto/wijkfonds`, pulls the statements of one insurer from every
region with that insurer's certificate, works every amount out again, and tries what it may not do.
"""

import importlib
import math
import pathlib
import sys
import tempfile
import tomllib

import grpc
from grpc_reflection.v1alpha import reflection_pb2
from grpc_tools import protoc

import demonstration

ROOT = pathlib.Path(__file__).resolve().parents[2]
UZOVI = "3311"
YEAR = 2018
SECONDS = 30


def generate(folder):
    """Generates the client's modules into a folder and makes them importable."""
    protos = ROOT / "proto"
    files = [str(file.relative_to(protos)) for file in sorted(protos.glob("wijkfonds/**/*.proto"))]
    assert files, "no .proto files were found"
    arguments = ["protoc", f"-I{protos}", f"--python_out={folder}", f"--grpc_python_out={folder}", *files]
    assert protoc.main(arguments) == 0, "the .proto files do not compile"
    sys.path.insert(0, folder)


def module(name):
    """A generated module, as `federation.v1.region`."""
    return importlib.import_module(f"wijkfonds.{name}_pb2"), importlib.import_module(f"wijkfonds.{name}_pb2_grpc")


def credentials(folder, holder, authority="federation"):
    """The certificate of somebody, and the authority that servers must be of."""
    certificates = pathlib.Path(folder) / "certificates"
    read = lambda name: (certificates / name).read_bytes()
    return grpc.ssl_channel_credentials(
        root_certificates=read(f"{authority}/authority.pem"),
        private_key=read(f"federation/{holder}.key"),
        certificate_chain=read(f"federation/{holder}.pem"),
    )


def channel(address, dns_name, identity):
    """A channel to a server that must have this name in its certificate, whatever address it has."""
    return grpc.secure_channel(address, identity, options=[("grpc.ssl_target_name_override", dns_name)])


def regions(address, identity):
    """Every region in the directory, page by page: its id and address."""
    messages, services = module("federation.v1.directory")
    with channel(address, "bureau.wijkfonds.internal", identity) as bureau:
        directory = services.DirectoryServiceStub(bureau)
        found, token = [], ""
        while True:
            request = messages.ListRegionsRequest(page_size=5, page_token=token)
            page = directory.ListRegions(request, timeout=SECONDS)
            found += [(region.id, region.address) for region in page.regions]
            token = page.next_page_token
            if not token:
                return found


def check_statements(region, statements):
    """Works every amount of a region's statements out again from the counts and the rate."""
    assert [statement.quarter for statement in statements] == [1, 2, 3, 4], region
    counted, due = 0, 0
    for statement in statements:
        where = f"{region}, quarter {statement.quarter}"
        assert (statement.region, statement.uzovi, statement.year) == (region, UZOVI, YEAR), where
        counted += statement.insured
        settled = statement.quarter == 4
        assert statement.HasField("settled_insured") == settled, where
        cumulative = (
            statement.rate_cents * statement.settled_insured if settled else statement.rate_cents * counted // 4
        )
        assert statement.cumulative_due_cents == cumulative, where
        assert statement.due_cents == cumulative - due, where
        assert statement.difference_cents == statement.zn_attributed_cents - cumulative, where
        assert statement.attribution == 1, f"{where}: the division of ZN's payment is not marked as an assumption"
        due = cumulative
    return due


def refused(call):
    """The code with which a call is refused, and its details."""
    try:
        call()
    except grpc.RpcError as error:
        return error.code(), error.details()
    raise AssertionError("the call was answered")


def pull(bureau, identity):
    """Pulls and checks the statements of every region: the regions' number and the cents due together."""
    messages, services = module("settlement.v1.settlement")
    total, found = 0, regions(bureau, identity)
    for region, address in found:
        with channel(address, f"{region}.region.wijkfonds.internal", identity) as there:
            request = messages.ListStatementsRequest(year=YEAR)
            answer = services.SettlementServiceStub(there).ListStatements(request, timeout=SECONDS)
            total += check_statements(region, answer.statements)
    return found, total


def check_reflection(region, address, identity):
    """What the server says of itself is what was published, and nothing of the region's office is in it."""
    with channel(address, f"{region}.region.wijkfonds.internal", identity) as there:
        services = set(reflected(there))
    expected = {"wijkfonds.federation.v1.RegionService", "wijkfonds.settlement.v1.SettlementService"}
    assert expected <= services, services
    assert not any(service.startswith(("wijkfonds.region.", "wijkfonds.bureau.")) for service in services), services


def reflected(there):
    """The services that a server lists, by version 1 of the reflection protocol."""
    call = there.stream_stream(
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
        request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
        response_deserializer=reflection_pb2.ServerReflectionResponse.FromString,
    )
    request = reflection_pb2.ServerReflectionRequest(list_services="")
    for answer in call(iter([request]), timeout=SECONDS):
        return [service.name for service in answer.list_services_response.service]
    return []


def check_figures(ask, messages):
    """Released tables come a page at a time, each once, and whole: a cell per combination of codes."""
    tables, token = [], ""
    while True:
        request = messages.GetFiguresRequest(year=YEAR, page_token=token)
        answer = ask.GetFigures(request, timeout=SECONDS)
        tables += answer.tables
        token = answer.next_page_token
        if not token:
            break
    measures = [table.measure for table in tables]
    assert "projects_granted" in measures and len(measures) == len(set(measures)), measures
    for table in tables:
        combinations = math.prod(len(dimension.codes) for dimension in table.dimensions)
        assert len(table.cells) == combinations, table.measure
        assert all(cell.WhichOneof("content") for cell in table.cells), table.measure


def check_refusals(folder, region, address):
    """What an insurer may not do."""
    identity = credentials(folder, f"insurer-{UZOVI}")
    messages, services = module("federation.v1.region")
    name = f"{region}.region.wijkfonds.internal"
    with channel(address, name, identity) as there:
        ask = services.RegionServiceStub(there)
        code, details = refused(lambda: ask.GetFigures(messages.GetFiguresRequest(year=YEAR), timeout=SECONDS))
        assert code == grpc.StatusCode.PERMISSION_DENIED, (code, details)
        assert not any(character.isdigit() for character in details), details
        settlement, statements = module("settlement.v1.settlement")
        ask = statements.SettlementServiceStub(there)
        code, details = refused(lambda: ask.ListStatements(settlement.ListStatementsRequest(year=7), timeout=SECONDS))
        assert code == grpc.StatusCode.INVALID_ARGUMENT, (code, details)
        office, staff = module("region.v1.fund")
        ask = staff.FundServiceStub(there)
        code, details = refused(lambda: ask.GetStatus(office.GetStatusRequest(year=YEAR), timeout=SECONDS))
        assert code == grpc.StatusCode.PERMISSION_DENIED, ("the office was reached through the border", code, details)
    # the bureau may ask for figures, and not for an insurer's statements
    with channel(address, name, credentials(folder, "bureau")) as there:
        check_figures(services.RegionServiceStub(there), messages)
        ask = statements.SettlementServiceStub(there)
        code, details = refused(
            lambda: ask.ListStatements(settlement.ListStatementsRequest(year=YEAR), timeout=SECONDS)
        )
        assert code == grpc.StatusCode.PERMISSION_DENIED, (code, details)
    # a certificate is for one door: the region's own authority does not vouch for its border
    with channel(address, name, credentials(folder, f"insurer-{UZOVI}", f"office-{region}")) as there:
        ask = statements.SettlementServiceStub(there)
        code, _ = refused(lambda: ask.ListStatements(settlement.ListStatementsRequest(year=YEAR), timeout=SECONDS))
        assert code == grpc.StatusCode.UNAVAILABLE, code
    # and who has no certificate does not get in at all
    root = (pathlib.Path(folder) / "certificates/federation/authority.pem").read_bytes()
    for stranger in [grpc.ssl_channel_credentials(root), None]:
        if stranger is None:
            there = grpc.insecure_channel(address)
        else:
            there = channel(address, name, stranger)
        with there:
            ask = services.RegionServiceStub(there)
            code, _ = refused(lambda: ask.GetFigures(messages.GetFiguresRequest(year=YEAR), timeout=SECONDS))
            assert code == grpc.StatusCode.UNAVAILABLE, code


def check(running):
    folder = running.folder
    text = (pathlib.Path(folder) / f"insurers/{UZOVI}/insurer.toml").read_text()
    bureau = tomllib.loads(text)["coordinator"]
    identity = credentials(folder, f"insurer-{UZOVI}")
    found, total = pull(bureau, identity)
    assert len(found) == running.figures["regions"] == 16, found
    assert 0 < total < running.figures["contribution_due_cents"]
    # each of the sixteen is asked, so that no region answers otherwise than another
    for region, address in found:
        check_reflection(region, address, identity)
        check_refusals(folder, region, address)
    print(f"client: {len(found)} regions, {4 * len(found)} statements, EUR {total / 100:.2f} due; all refusals in order")


def main():
    executable = sys.argv[1]
    with tempfile.TemporaryDirectory() as generated, tempfile.TemporaryDirectory() as folder:
        generate(generated)
        with demonstration.running(executable, folder) as running:
            check(running)


if __name__ == "__main__":
    main()

"""The one import contract that import-linter does not know."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class FrontDoor(Contract):
    """An import that crosses from one app to another lands only on a door."""

    container = fields.StringField()
    doors = fields.ListField(subfield=fields.StringField())
    open_apps = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 - import-linter's signature
        """Name every import that enters an app elsewhere than at a door."""
        broken = [
            f"{importer} -> {target}"
            for importer in graph.find_descendants(str(self.container))
            for target in graph.find_modules_directly_imported_by(importer)
            if self._trespasses(importer.split("."), target.split("."))
        ]
        return ContractCheck(kept=not broken, metadata={"broken": sorted(broken)})

    def _trespasses(self, importer: list[str], target: list[str]) -> bool:
        if target[0] != self.container or len(target) < 3:  # noqa: PLR2004 - laurel.<app>.<module>
            return False
        home = target[1] in (importer[1], *self.open_apps)  # type: ignore[misc]
        return not home and target[2] not in self.doors  # type: ignore[operator]

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print one line an import."""
        for line in check.metadata["broken"]:
            output.print_error(line)

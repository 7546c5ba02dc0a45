namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>All differences between two editions of a document.</summary>
/// <param name="Was">The version of the older edition.</param>
/// <param name="Now">The version of the newer edition.</param>
/// <param name="Changes">The changes of the API, the most severe first.</param>
/// <param name="Surface">The changes of the generated C#, by name.</param>
/// <param name="Faults">The generator's diagnostics for both editions.</param>
internal sealed record DocumentDiff(
    string Was,
    string Now,
    IReadOnlyList<SpecChange> Changes,
    IReadOnlyList<SurfaceChange> Surface,
    IReadOnlyList<string> Faults)
{
    /// <param name="was">The text of the older edition.</param>
    /// <param name="wasName">The name of the older edition in error messages.</param>
    /// <param name="now">The text of the newer edition.</param>
    /// <param name="nowName">The name of the newer edition in error messages.</param>
    /// <exception cref="InputException">An edition is not an OpenAPI 3.0 document in JSON, or refers to a component that it does not
    /// contain.</exception>
    public static DocumentDiff Of(byte[] was, string wasName, byte[] now, string nowName)
    {
        Edition oldEdition = Edition.Of(was, wasName);
        Edition newEdition = Edition.Of(now, nowName);
        Surface oldSurface = Comparison.Surface.Of(was, wasName);
        Surface newSurface = Comparison.Surface.Of(now, nowName);
        return new DocumentDiff(
            oldEdition.Version,
            newEdition.Version,
            DocumentComparison.Compare(oldEdition, newEdition),
            newSurface.ChangesSince(oldSurface),
            [.. oldSurface.Faults.Select(f => $"{wasName}: {f}"), .. newSurface.Faults.Select(f => $"{nowName}: {f}")]);
    }
}

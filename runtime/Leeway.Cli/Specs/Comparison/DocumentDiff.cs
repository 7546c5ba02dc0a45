namespace Leeway.Cli.Specs.Comparison;

/// <summary>All that differs between two editions of a document.</summary>
/// <param name="Was">The version that the older edition states.</param>
/// <param name="Now">The version that the newer one states.</param>
/// <param name="Changes">The changes of the API, the worst first.</param>
/// <param name="Surface">The changes of the generated C#, by name.</param>
/// <param name="Faults">What the generator has to say against the editions.</param>
internal sealed record DocumentDiff(
    string Was,
    string Now,
    IReadOnlyList<SpecChange> Changes,
    IReadOnlyList<SurfaceChange> Surface,
    IReadOnlyList<string> Faults)
{
    /// <param name="was">The older edition's text.</param>
    /// <param name="wasName">What errors call it.</param>
    /// <param name="now">The newer edition's text.</param>
    /// <param name="nowName">What errors call it.</param>
    /// <exception cref="InputException">One of them is no OpenAPI 3.0 document in JSON, or refers to something that it does not have.</exception>
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

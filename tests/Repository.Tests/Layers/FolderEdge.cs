namespace Leeway.Repository.Tests.Layers;

/// <summary>Says that a folder uses another.</summary>
internal sealed record FolderEdge(string From, string To) : IComparable<FolderEdge>
{
    public int CompareTo(FolderEdge? other) =>
        other is null ? 1 : string.CompareOrdinal(From, other.From) is not 0 and int order ? order : string.CompareOrdinal(To, other.To);

    public override string ToString() => $"{From} -> {To}";
}

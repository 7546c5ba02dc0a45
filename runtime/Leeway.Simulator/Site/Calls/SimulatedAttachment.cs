using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>A file that is attached to an issue.</summary>
public sealed record SimulatedAttachment
{
    /// <summary>The attachment id.</summary>
    public required string Id { get; init; }

    /// <summary>The file name.</summary>
    public required string FileName { get; init; }

    /// <summary>The media type.</summary>
    public required string MimeType { get; init; }

    /// <summary>The bytes of the file.</summary>
    public required SimulatedContent Content { get; init; }

    /// <summary>The time of the upload.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The token in the query of the redirect to the media host.</summary>
    public required string MediaToken { get; init; }

    /// <summary>Returns the file name and the id.</summary>
    public override string ToString() => $"{FileName} ({Id})";
}

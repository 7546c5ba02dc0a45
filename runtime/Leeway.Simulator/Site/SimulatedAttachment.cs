using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>A file that is attached to an issue.</summary>
/// <param name="Id">The attachment id.</param>
/// <param name="FileName">The file name.</param>
/// <param name="MimeType">The media type.</param>
/// <param name="Content">The bytes of the file.</param>
/// <param name="CreatedAt">The time of the upload.</param>
/// <param name="MediaToken">The token in the query of the redirect to the media host.</param>
public sealed record SimulatedAttachment(
    string Id,
    string FileName,
    string MimeType,
    SimulatedContent Content,
    DateTimeOffset CreatedAt,
    string MediaToken);

using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>A file on an issue.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FileName">Its name.</param>
/// <param name="MimeType">Its type.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="CreatedAt">When it was uploaded.</param>
/// <param name="MediaToken">What the redirect to the media host carries in its query.</param>
public sealed record SimulatedAttachment(
    string Id,
    string FileName,
    string MimeType,
    SimulatedContent Content,
    DateTimeOffset CreatedAt,
    string MediaToken);

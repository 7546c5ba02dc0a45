namespace Leeway.Generator.Shaping;

/// <summary>A member of an object.</summary>
/// <param name="WireName">The name on the wire; untrusted.</param>
/// <param name="Name">
/// The C# name, unique in the type and distinct from its own name and the members it inherits: those of <c>object</c>,
/// <c>UnknownMembers</c>, <c>JsonMemberNames</c>, <c>ReadJsonMember</c>, <c>WriteJsonMembers</c> and <c>OnJsonMemberAssigned</c>; in a page
/// also <c>T</c>.
/// </param>
/// <param name="Type">What it holds. Every property is nullable: the wire does not keep the document's promises.</param>
/// <param name="IsRequired">Whether the document says so.</param>
/// <param name="IsClearedByNull">Whether a null that is assigned is sent, since it clears what the server holds.</param>
internal sealed record PropertyShape(
    string WireName,
    string Name,
    TypeReference Type,
    bool IsRequired,
    bool IsReadOnly,
    bool IsDeprecated,
    bool IsClearedByNull,
    string? Summary);

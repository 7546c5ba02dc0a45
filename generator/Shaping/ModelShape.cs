namespace Leeway.Generator.Shaping;

/// <summary>A sealed partial class with a property for each member of an object schema.</summary>
/// <param name="Properties">The properties, in the order of the document.</param>
/// <param name="Union">The abstract union class that it derives from, with its value of the discriminator; null if there is none.</param>
/// <param name="IsRequestOnly">
/// Whether no response contains the model. Its required members are then C# <c>required</c> members.
/// </param>
internal sealed record ModelShape(
    ApiShape Api,
    string Name,
    string? Summary,
    EquatableArray<PropertyShape> Properties,
    UnionMembership? Union,
    bool IsRequestOnly,
    bool IsDeprecated) : TypeShape(Api, Name, Summary);

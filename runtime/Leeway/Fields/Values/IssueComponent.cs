using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>A component of a project.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueComponent>))]
public sealed class IssueComponent : NamedFieldValue, IJsonValue<IssueComponent>
{
    /// <summary>Creates an empty object.</summary>
    public IssueComponent()
    {
    }

    /// <summary>Creates a reference to a component by its name.</summary>
    /// <param name="name">The name.</param>
    public IssueComponent(string name)
        : base(name)
    {
    }

    /// <summary>Creates a reference to a component by its id.</summary>
    /// <param name="id">The id.</param>
    public static IssueComponent FromId(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new IssueComponent { Id = id };
    }

    static IssueComponent? IJsonValue<IssueComponent>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueComponent());
}

using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The resolution of an issue.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueResolution>))]
public sealed class IssueResolution : NamedFieldValue, IJsonValue<IssueResolution>
{
    /// <summary>Creates an empty object.</summary>
    public IssueResolution()
    {
    }

    /// <summary>Creates a reference to a resolution by its name.</summary>
    /// <param name="name">The name.</param>
    public IssueResolution(string name)
        : base(name)
    {
    }

    /// <summary>Creates a reference to a resolution by its id.</summary>
    /// <param name="id">The id.</param>
    public static IssueResolution FromId(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new IssueResolution { Id = id };
    }

    static IssueResolution? IJsonValue<IssueResolution>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueResolution());
}

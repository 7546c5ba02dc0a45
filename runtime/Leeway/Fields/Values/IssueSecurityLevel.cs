using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The security level of an issue, which limits who can see it.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueSecurityLevel>))]
public sealed class IssueSecurityLevel : NamedFieldValue, IJsonValue<IssueSecurityLevel>
{
    /// <summary>Creates an empty object.</summary>
    public IssueSecurityLevel()
    {
    }

    /// <summary>Creates a reference to a security level by its name.</summary>
    /// <param name="name">The name.</param>
    public IssueSecurityLevel(string name)
        : base(name)
    {
    }

    /// <summary>Creates a reference to a security level by its id.</summary>
    /// <param name="id">The id.</param>
    public static IssueSecurityLevel FromId(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new IssueSecurityLevel { Id = id };
    }

    static IssueSecurityLevel? IJsonValue<IssueSecurityLevel>.Read(ref JsonModelReader reader) =>
        reader.ReadObject(new IssueSecurityLevel());
}

using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The category of a project.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueProjectCategory>))]
public sealed class IssueProjectCategory : NamedFieldValue, IJsonValue<IssueProjectCategory>
{
    /// <summary>Creates an empty object.</summary>
    public IssueProjectCategory()
    {
    }

    static IssueProjectCategory? IJsonValue<IssueProjectCategory>.Read(ref JsonModelReader reader) =>
        reader.ReadObject(new IssueProjectCategory());
}

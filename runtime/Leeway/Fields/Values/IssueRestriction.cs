using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The restriction of a team-managed project's issue to some roles.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueRestriction>))]
public sealed class IssueRestriction : JsonModel, IJsonValue<IssueRestriction>
{
    private static readonly JsonNames s_names = new("issuerestrictions\nshouldDisplay\n"u8);

    private IReadOnlyDictionary<string, RawJson>? _restrictions;
    private bool? _shouldDisplay;

    /// <summary>Creates an empty object.</summary>
    public IssueRestriction()
    {
    }

    /// <summary>The roles, by the kind of restriction, such as <c>projectrole</c>.</summary>
    public IReadOnlyDictionary<string, RawJson>? Restrictions
    {
        get => _restrictions;
        set
        {
            _restrictions = value;
            OnJsonMemberAssigned(0);
        }
    }

    /// <summary>Whether Jira shows the restriction.</summary>
    public bool? ShouldDisplay
    {
        get => _shouldDisplay;
        set
        {
            _shouldDisplay = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueRestriction? IJsonValue<IssueRestriction>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueRestriction());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _restrictions = reader.ReadMap<RawJson, ValueCodec<RawJson>>();
                break;
            case 1:
                _shouldDisplay = reader.ReadBoolean();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteMap<RawJson, ValueCodec<RawJson>>(0, _restrictions);
        writer.WriteBoolean(1, _shouldDisplay);
    }
}

using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>A person, or an app, that an issue or a field refers to.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueUser>))]
public sealed class IssueUser : JsonModel, IJsonValue<IssueUser>
{
    private static readonly JsonNames s_names = new(
        "self\naccountId\naccountType\nemailAddress\navatarUrls\ndisplayName\nactive\ntimeZone\n"u8);

    private string? _self;
    private string? _accountId;
    private string? _accountType;
    private string? _emailAddress;
    private IReadOnlyDictionary<string, string>? _avatarUrls;
    private string? _displayName;
    private bool? _active;
    private string? _timeZone;

    /// <summary>Creates an empty object.</summary>
    public IssueUser()
    {
    }

    /// <summary>Creates a reference to a user.</summary>
    /// <param name="accountId">The account id.</param>
    public IssueUser(string accountId)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountId);
        _accountId = accountId;
    }

    /// <summary>The address of the object.</summary>
    public string? Self
    {
        get => _self;
        set
        {
            _self = value;
            OnJsonMemberAssigned(0);
        }
    }

    /// <summary>The account id, which is the same in all products.</summary>
    public string? AccountId
    {
        get => _accountId;
        set
        {
            _accountId = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>The type of the account: <c>atlassian</c>, <c>app</c> or <c>customer</c>.</summary>
    public string? AccountType
    {
        get => _accountType;
        set
        {
            _accountType = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <summary>The e-mail address, if the privacy settings of the person allow it.</summary>
    public string? EmailAddress
    {
        get => _emailAddress;
        set
        {
            _emailAddress = value;
            OnJsonMemberAssigned(3);
        }
    }

    /// <summary>The addresses of the avatar, by size, such as <c>48x48</c>.</summary>
    public IReadOnlyDictionary<string, string>? AvatarUrls
    {
        get => _avatarUrls;
        set
        {
            _avatarUrls = value;
            OnJsonMemberAssigned(4);
        }
    }

    /// <summary>The name to show.</summary>
    public string? DisplayName
    {
        get => _displayName;
        set
        {
            _displayName = value;
            OnJsonMemberAssigned(5);
        }
    }

    /// <summary>Whether the account is active.</summary>
    public bool? Active
    {
        get => _active;
        set
        {
            _active = value;
            OnJsonMemberAssigned(6);
        }
    }

    /// <summary>The time zone, if the privacy settings of the person allow it.</summary>
    public string? TimeZone
    {
        get => _timeZone;
        set
        {
            _timeZone = value;
            OnJsonMemberAssigned(7);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueUser? IJsonValue<IssueUser>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueUser());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _self = reader.ReadString();
                break;
            case 1:
                _accountId = reader.ReadString();
                break;
            case 2:
                _accountType = reader.ReadString();
                break;
            case 3:
                _emailAddress = reader.ReadString();
                break;
            case 4:
                _avatarUrls = reader.ReadMap<string, StringCodec>();
                break;
            case 5:
                _displayName = reader.ReadString();
                break;
            case 6:
                _active = reader.ReadBoolean();
                break;
            case 7:
                _timeZone = reader.ReadString();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _self);
        writer.WriteString(1, _accountId);
        writer.WriteString(2, _accountType);
        writer.WriteString(3, _emailAddress);
        writer.WriteMap<string, StringCodec>(4, _avatarUrls);
        writer.WriteString(5, _displayName);
        writer.WriteBoolean(6, _active);
        writer.WriteString(7, _timeZone);
    }
}

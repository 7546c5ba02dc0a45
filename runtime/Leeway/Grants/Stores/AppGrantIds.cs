namespace Leeway.Grants;

/// <summary>
/// Maps the ids that an application uses to the ids that are stored, so that several apps can share a store. The grants of a named
/// registration are stored with the client id of its app, and those of the registration without a name under the application's own ids.
/// </summary>
internal sealed class AppGrantIds
{
    /// <summary>The beginning of the stored ids of named registrations.</summary>
    private const string Reserved = "client:";

    private readonly string _prefix;

    private AppGrantIds(string prefix) => _prefix = prefix;

    /// <summary>The ids of the registration without a name.</summary>
    public static AppGrantIds Unnamed { get; } = new("");

    /// <summary>Returns the ids of a named registration. Registrations with the same client id share their grants.</summary>
    /// <remarks>A slash in a client id is escaped, so that no prefix is the beginning of another one.</remarks>
    public static AppGrantIds Of(string clientId) => new($"{Reserved}{Uri.EscapeDataString(clientId)}/");

    /// <summary>Returns the id under which a grant is stored.</summary>
    /// <exception cref="GrantStoreException">The id is reserved or too long.</exception>
    public GrantId ToStored(GrantId id)
    {
        if (_prefix.Length == 0)
        {
            return id.Value.StartsWith(Reserved, StringComparison.Ordinal)
                ? throw new GrantStoreException(
                    $"The grant id '{id}' begins with '{Reserved}', which is reserved for the grants of named registrations. Use another id.")
                : id;
        }

        int max = GrantId.MaxLength - _prefix.Length;
        return id.Value.Length <= max
            ? new GrantId(_prefix + id.Value)
            : throw new GrantStoreException(
                $"The grant id '{id}' has {id.Value.Length} characters. In this named registration it can have at most {max}, because it is stored with the client id. Use a shorter id.");
    }

    /// <summary>Returns the application's id of a stored grant, or false if the grant belongs to another app.</summary>
    public bool TryFromStored(GrantId stored, out GrantId id)
    {
        id = stored;
        if (_prefix.Length == 0)
        {
            return !stored.Value.StartsWith(Reserved, StringComparison.Ordinal);
        }

        if (!stored.Value.StartsWith(_prefix, StringComparison.Ordinal) || stored.Value.Length == _prefix.Length)
        {
            return false;
        }

        id = new GrantId(stored.Value[_prefix.Length..]);
        return true;
    }
}

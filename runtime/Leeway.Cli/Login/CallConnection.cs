using Leeway.Calls;
using Leeway.Grants;

namespace Leeway.Cli.Login;

/// <summary>The connection of a command, with the login of a profile.</summary>
internal sealed class CallConnection : IAsyncDisposable
{
    private readonly AtlassianConnection? _connection;

    private CallConnection(Profile? profile, AtlassianCaller caller, AtlassianConnection? connection)
    {
        Profile = profile;
        Caller = caller;
        _connection = connection;
    }

    /// <summary>The profile; null if the calls do not use one.</summary>
    public Profile? Profile { get; }

    public AtlassianCaller Caller { get; }

    public AtlassianConnection Connection => _connection ?? throw new InvalidOperationException("The calls do not use a profile.");

    /// <summary>Opens a connection.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="secret">Its secret.</param>
    /// <param name="grants">The grants; null if the login needs none.</param>
    public static CallConnection Open(Profile profile, string secret, IGrantStore? grants)
    {
        AtlassianConnection connection = AtlassianConnection.Open(profile.ToOptions(secret), grants);
        return new CallConnection(profile, connection.Caller, connection);
    }

    /// <summary>Uses a caller that exists already.</summary>
    public static CallConnection Of(AtlassianCaller caller) => new(null, caller, null);

    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;
}

using Leeway.Json;

namespace Leeway.AspNetCore.Forge.Events;

/// <summary>The app was installed, or was upgraded to a new major version. Forge sends no event when it is uninstalled.</summary>
public sealed class ForgeLifecycleEvent : ForgeEvent
{
    internal const string Installed = "avi:forge:installed:app";

    internal const string Upgraded = "avi:forge:upgraded:app";

    private const string Installer = "installerAccountId";

    private const string Upgrader = "upgraderAccountId";

    internal ForgeLifecycleEvent(string name, RawJson payload, ForgeInvocation invocation, IServiceProvider services)
        : base(name, payload, invocation, services)
    {
        InstallationId = FindInstallation(payload);
        AccountId = payload.FindString(Installer) ?? payload.FindString(Upgrader);
        if (payload.FindObject("app") is { } app)
        {
            AppVersion = app.FindString("version");
            AppName = app.FindString("name");
            OwnerAccountId = app.FindString("ownerAccountId");
        }

        EnvironmentId = payload.FindObject("environment")?.FindString("id");
    }

    /// <summary>The id of the installation, a UUID. <see cref="ForgeInvocation.InstallationId"/> is the same as an ARI.</summary>
    public string? InstallationId { get; }

    /// <summary>The account id of the person who installed or upgraded the app; <see langword="null"/> if Forge does not say.</summary>
    public string? AccountId { get; }

    /// <summary>The version of the app.</summary>
    public string? AppVersion { get; }

    /// <summary>The name of the app.</summary>
    public string? AppName { get; }

    /// <summary>The account id of the owner of the app.</summary>
    public string? OwnerAccountId { get; }

    /// <summary>The id of the environment, a UUID.</summary>
    public string? EnvironmentId { get; }

    internal static string? FindInstallation(RawJson payload) => payload.FindString("id");

    /// <summary>Finds the name of an event whose payload does not have it, from the members that only this event has.</summary>
    /// <remarks>
    /// Both account ids are optional. Without one, the event is an installation: its handler must be repeatable, so that it is right after an
    /// upgrade as well.
    /// </remarks>
    internal static string? FindName(RawJson payload) =>
        payload.TryFind(Upgrader) is not null ? Upgraded
        : payload.TryFind(Installer) is not null || (FindInstallation(payload) is not null && payload.FindObject("app") is not null) ? Installed
        : null;
}

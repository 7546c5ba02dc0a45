using Microsoft.Extensions.Logging;

namespace Leeway.AspNetCore.Forge.Events;

internal static partial class ForgeEventLog
{
    [LoggerMessage(6002, LogLevel.Warning, "An event was refused, because a user of the app sent it from a user interface (module type {ModuleType}). Events come from Forge only.")]
    public static partial void EventFromUser(ILogger logger, string? moduleType);

    [LoggerMessage(6003, LogLevel.Warning, "A life cycle event was refused, because its installation is not that of the invocation token.")]
    public static partial void EventOfAnotherInstallation(ILogger logger);
}

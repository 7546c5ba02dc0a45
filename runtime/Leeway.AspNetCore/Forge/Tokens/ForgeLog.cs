using Microsoft.Extensions.Logging;

namespace Leeway.AspNetCore.Forge.Tokens;

internal static partial class ForgeLog
{
    [LoggerMessage(6001, LogLevel.Warning, "The keys that verify Forge invocation tokens could not be fetched from {Address}. Known keys are used for up to a day.")]
    public static partial void KeysNotFetched(ILogger logger, Uri address, Exception exception);
}

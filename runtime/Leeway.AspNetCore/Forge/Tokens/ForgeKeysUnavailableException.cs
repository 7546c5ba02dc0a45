namespace Leeway.AspNetCore.Forge.Tokens;

/// <summary>The keys that verify invocation tokens cannot be fetched, so that nothing is known about the token.</summary>
internal sealed class ForgeKeysUnavailableException(string message, Exception? inner = null) : LeewayException(message, inner);

using Leeway;
using Leeway.EntityFrameworkCore;
using Leeway.Grants;

namespace CustomerWorker;

/// <summary>Registers the worker.</summary>
internal static class Registration
{
    private const string KeySetting = "TokenKey";

    public static IAtlassianBuilder AddCustomerLoop(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<LoopOptions>()
            .Bind(builder.Configuration.GetSection("Loop"))
            .Validate(static options => options.Interval > TimeSpan.Zero && options.MaxParallel > 0 && options.MaxCustomerTime > TimeSpan.Zero, "Every value of the section Loop must be positive.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IGrantEvents, CustomerEvents>();
        builder.Services.AddSingleton<CustomerWork>();
        builder.Services.AddSingleton<CustomerLoop>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<CustomerLoop>());
        return builder.Services.AddAtlassian(builder.Configuration.GetSection("Atlassian"), static options => options.Scopes = [.. AtlassianScopes.Required])
            .AddJira()
            .ProtectTokens(ReadKey(builder.Configuration))
            .StoreGrantsInDatabase<GrantDbContext>()
            .KeepGrantsAlive();
    }

    private static byte[] ReadKey(IConfiguration configuration) => configuration[KeySetting] is { Length: > 0 } key
        ? Convert.FromBase64String(key)
        : throw new InvalidOperationException($"The key that encrypts the stored tokens is not set. Create one with 'openssl rand -base64 32', and pass it in the environment variable {KeySetting}.");
}

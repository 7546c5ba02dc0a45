using System.Text;
using System.Text.Json.Nodes;
using Leeway.Grants;

namespace Leeway.Cli.Login;

/// <summary>The profiles of the user of this machine: their facts in <c>profiles.json</c>, and secrets and grants encrypted with a key that only the user can read.</summary>
internal sealed class ProfileStore
{
    private const string FolderVariable = "LEEWAY_HOME";
    private const string FileName = "profiles.json";
    private const string SecretMember = "secret";

    // A change takes some milliseconds. A process that ends during it leaves its lease behind.
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_leasePoll = TimeSpan.FromMilliseconds(20);

    private readonly string _folder;
    private JsonObject _root;

    private ProfileStore(string folder, JsonObject root)
    {
        _folder = folder;
        _root = root;
    }

    /// <summary>How long a change waits for another one. Longer than the lease that a process leaves behind when it ends during a change.</summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The names of the profiles.</summary>
    public IReadOnlyList<string> Names => [.. Profiles.Select(static p => p.Key).Order(StringComparer.Ordinal)];

    /// <summary>The name of the profile that is used if none is named; null if there is none.</summary>
    public string? DefaultName => _root["default"].AsString() is { } name && Profiles.ContainsKey(name) ? name : Names.Count > 0 ? Names[0] : null;

    private string FilePath => Path.Combine(_folder, FileName);

    private JsonObject Profiles => _root["profiles"] as JsonObject ?? [];

    /// <summary>Opens the profiles: in the folder of the variable <c>LEEWAY_HOME</c>, or else in the folder for settings of the user.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static ProfileStore Open(ToolEnvironment environment)
    {
        string folder = environment.FindVariable(FolderVariable)
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "leeway");
        string path = Path.Combine(folder, FileName);
        return new ProfileStore(folder, Read(path));
    }

    /// <summary>Returns a profile.</summary>
    /// <exception cref="InputException">There is no such profile.</exception>
    public Profile Get(string name) => Profiles[name] is JsonObject json
        ? ProfileJson.Read(name, json, FilePath)
        : throw new InputException(
            $"There is no profile '{name}'.{Suggestion.For(name, Names)} Sign in with 'leeway login --profile {name}'.",
            ExitCode.NotSignedIn);

    /// <summary>Opens the grants of the profiles.</summary>
    /// <exception cref="GrantStoreException">The folder cannot be used.</exception>
    public FileGrantStore OpenGrants() => FileGrantStore.Open(_folder);

    /// <summary>Decrypts the secret of a profile.</summary>
    /// <exception cref="InputException">The profile has no secret.</exception>
    /// <exception cref="TokenProtectionException">The secret was encrypted with another key.</exception>
    public async Task<string> ReadSecretAsync(Profile profile, CancellationToken cancellationToken)
    {
        byte[] encrypted = (Profiles[profile.Name] as JsonObject)?[SecretMember].AsString() is { } text && TryDecode(text) is { } bytes
            ? bytes
            : throw new InputException($"The profile '{profile.Name}' has no secret. Sign in again with 'leeway login --profile {profile.Name}'.", ExitCode.NotSignedIn);
        return Encoding.UTF8.GetString(await AesGcmTokenProtector.Open(_folder).UnprotectAsync(GetSecretId(profile.Name), encrypted, cancellationToken));
    }

    /// <summary>Adds or replaces a profile.</summary>
    /// <param name="login">The profile, with its secret and tokens, which are encrypted.</param>
    /// <param name="isDefault">Whether it is used if none is named. The first one is in any case.</param>
    /// <param name="cancellationToken">Cancels the encryption, and the wait for another command that changes the profiles.</param>
    /// <exception cref="InputException">Another command changes the profiles, and does not end.</exception>
    public async Task SaveAsync(NewLogin login, bool isDefault, CancellationToken cancellationToken)
    {
        Profile profile = login.Profile;
        byte[] encrypted = await AesGcmTokenProtector.Open(_folder).ProtectAsync(GetSecretId(profile.Name), Encoding.UTF8.GetBytes(login.Secret), cancellationToken);

        // The former tokens go first and the new ones come last, so that tokens are never beside the client or the gateway of another login.
        FileGrantStore grants = OpenGrants();
        await using IAsyncDisposable lease = await LeaseAsync(grants, cancellationToken);
        await grants.RemoveAsync(profile.Grant, CancellationToken.None);
        Add(profile, Convert.ToBase64String(encrypted), isDefault);
        if (login.Grant is { } grant && !await grants.TrySwapAsync(grant, expectedVersion: null, CancellationToken.None))
        {
            throw new InputException($"Another sign-in replaced the profile '{profile.Name}' at the same time. Sign in again.");
        }
    }

    /// <summary>Keeps other commands from changing the profiles, as grants are leased.</summary>
    private async Task<IAsyncDisposable> LeaseAsync(FileGrantStore grants, CancellationToken cancellationToken)
    {
        // Profiles have names that people type, so that it is not the lease of a grant.
        GrantId id = new("changes of " + FileName);
        long start = Environment.TickCount64;
        while (true)
        {
            if (await grants.TryLeaseAsync(id, s_lease, cancellationToken) is { } lease)
            {
                return lease;
            }

            if (TimeSpan.FromMilliseconds(Environment.TickCount64 - start) >= MaxWait)
            {
                throw new InputException($"Another command changes the profiles in '{_folder}' and does not end. Nothing was changed. End it, and try again.");
            }

            await Task.Delay(s_leasePoll, cancellationToken);
        }
    }

    /// <remarks>Call it under the lease.</remarks>
    private void Add(Profile profile, string encrypted, bool isDefault)
    {
        // Another command may have changed the file since it was read, for example while a person was in the browser.
        _root = Read(FilePath);
        JsonObject profiles = Profiles;
        profiles[profile.Name] = ProfileJson.Write(profile, encrypted);
        if (profiles.Parent is null)
        {
            _root["profiles"] = profiles;
        }

        if (isDefault || profiles.Count == 1)
        {
            _root["default"] = profile.Name;
        }

        Write();
    }

    /// <summary>Removes a profile.</summary>
    /// <exception cref="InputException">Another command changes the profiles, and does not end.</exception>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await using IAsyncDisposable lease = await LeaseAsync(OpenGrants(), cancellationToken);
        _root = Read(FilePath);
        Profiles.Remove(name);
        if (_root["default"].AsString() == name)
        {
            _root.Remove("default");
        }

        Write();
    }

    private static JsonObject Read(string path) => File.Exists(path) ? StrictJson.ReadObject(path) : new JsonObject { ["profiles"] = new JsonObject() };

    // The name separates the secret from the tokens of the grant, which are encrypted with the same key.
    private static GrantId GetSecretId(string profile) => new("secret of profile " + profile);

    private static byte[]? TryDecode(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? bytes[..length] : null;
    }

    private void Write()
    {
        string draft = $"{FilePath}.{Path.GetRandomFileName()}.new";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using (FileStream file = new(draft, options))
            {
                file.Write(StrictJson.WriteIndented(_root));
            }

            File.Move(draft, FilePath, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Delete(draft);
            throw new InputException($"Cannot write '{FilePath}': {exception.Message}");
        }
    }
}

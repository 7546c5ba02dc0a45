using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Leeway.Grants;
using Leeway.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.Runtime.Tests.Grants;

public sealed class FileGrantStoreTests : IDisposable
{
    private const int NoSuchFile = 2;

    private static readonly GrantId s_id = new("C:\\<any>/../id?*");

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "leeway-" + Guid.NewGuid().ToString("N"));
    private readonly ManualTime _time = new();

    public static TheoryData<string> Checks => [.. GrantStoreContract.Checks.Select(static check => check.Name)];

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public Task StoreShouldFulfillTheContract(string check) => GrantStoreContract.RunAsync(check, time => FileGrantStore.Open(_folder, time));

    [Fact]
    public async Task NextProcessShouldReadTheGrant()
    {
        Assert.True(await Open().TrySwapAsync(NewGrant(1), null));
        Grant? found = await Open().FindAsync(s_id);
        Assert.Equal("access-secret-1", found?.AccessToken.Reveal());
        Assert.False(await Open().TrySwapAsync(NewGrant(2), null));
        Assert.True(await Open().TrySwapAsync(NewGrant(2), 1));
    }

    [Fact]
    public async Task LeaseShouldExcludeOtherProcesses()
    {
        await using (await Open().TryLeaseAsync(s_id, TimeSpan.FromMinutes(1)))
        {
            Assert.Null(await Open().TryLeaseAsync(s_id, TimeSpan.FromMinutes(1)));
        }

        Assert.NotNull(await Open().TryLeaseAsync(s_id, TimeSpan.FromMinutes(1)));

        // Setting the wall clock back by a day does not make a lease last a day.
        _time.MoveWallClock(TimeSpan.FromDays(-1));
        Assert.NotNull(await Open().TryLeaseAsync(s_id, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task FilesShouldContainNoUnencryptedToken()
    {
        await Open().TrySwapAsync(NewGrant(1), null);
        await Open().TryLeaseAsync(s_id, TimeSpan.FromMinutes(1));
        foreach (string path in Directory.EnumerateFiles(_folder))
        {
            string text = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(path));
            Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String("secret"u8)[..6], text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task FilesShouldBeReadableByTheirOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes; the folder inherits who may read it.");
            return;
        }

        await Open().TrySwapAsync(NewGrant(1), null);
        foreach (string path in Directory.EnumerateFiles(_folder))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        File.SetUnixFileMode(Path.Combine(_folder, "leeway.key"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Assert.Throws<TokenProtectionException>(Open).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(-1)]
    public async Task DamagedFileShouldBeReportedAndNotChanged(int length)
    {
        await Open().TrySwapAsync(NewGrant(1), null);
        string path = GrantFile();
        byte[] whole = await File.ReadAllBytesAsync(path);
        byte[] torn = length < 0 ? whole[..^5] : whole[..length];
        await File.WriteAllBytesAsync(path, torn);

        await AssertUntouched<GrantStoreException>(path, torn);
        Assert.Empty(await Open().ListDueAsync(new GrantsDue { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue }));
    }

    [Fact]
    public async Task UnreadableGrantShouldBeRemovable()
    {
        await Open().TrySwapAsync(NewGrant(1), null);
        await File.WriteAllTextAsync(GrantFile(), "{");

        Assert.True(await Open().RemoveAsync(s_id));

        Assert.Null(await Open().FindAsync(s_id));
        Assert.True(await Open().TrySwapAsync(NewGrant(2), null));
    }

    [Fact]
    public async Task FileOfAnotherGrantShouldBeReportedAndNotChanged()
    {
        GrantId other = new("other");
        await Open().TrySwapAsync(NewGrant(1) with { Id = other }, null);
        string path = GrantFile();
        byte[] theirs = await File.ReadAllBytesAsync(path);
        File.Delete(path);
        await Open().TrySwapAsync(NewGrant(1), null);
        path = GrantFile();

        // Renamed, and then with the id in the file changed as well.
        await File.WriteAllBytesAsync(path, theirs);
        await AssertUntouched<GrantStoreException>(path, theirs);
        byte[] renamed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(theirs).Replace("\"other\"", $"\"{System.Text.Json.JsonEncodedText.Encode(s_id.Value)}\"", StringComparison.Ordinal));
        await File.WriteAllBytesAsync(path, renamed);
        await AssertUntouched<TokenProtectionException>(path, renamed);
    }

    [Fact]
    public async Task WrongKeyShouldBeReportedAndOverwriteNothing()
    {
        await Open().TrySwapAsync(NewGrant(1), null);
        string path = GrantFile();
        byte[] before = await File.ReadAllBytesAsync(path);
        string key = Path.Combine(_folder, "leeway.key");
        byte[] right = await File.ReadAllBytesAsync(key);

        await File.WriteAllBytesAsync(key, AesGcmTokenProtector.CreateKey());
        await AssertUntouched<TokenProtectionException>(path, before);
        await File.WriteAllBytesAsync(key, right[..7]);
        Assert.Throws<TokenProtectionException>(Open);
        File.Delete(key);
        Assert.Contains("Restore the key", Assert.Throws<TokenProtectionException>(Open).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(key));

        await File.WriteAllBytesAsync(key, right);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Assert.NotNull(await Open().FindAsync(s_id));
    }

    [Fact]
    public async Task OldKeyShouldStillDecrypt()
    {
        byte[] old = AesGcmTokenProtector.CreateKey();
        byte[] present = AesGcmTokenProtector.CreateKey();
        await new FileGrantStore(_folder, new AesGcmTokenProtector(old), _time).TrySwapAsync(NewGrant(1), null);
        FileGrantStore both = new(_folder, new AesGcmTokenProtector(present, old), _time);
        Assert.True(await both.TrySwapAsync(NewGrant(2), 1));
        Assert.NotNull(await new FileGrantStore(_folder, new AesGcmTokenProtector(present), _time).FindAsync(s_id));
        await Assert.ThrowsAsync<TokenProtectionException>(async () => await new FileGrantStore(_folder, new AesGcmTokenProtector(old), _time).FindAsync(s_id));
    }

    [Fact]
    public async Task ChangedTokensShouldBeReported()
    {
        await Open().TrySwapAsync(NewGrant(1), null);
        string path = GrantFile();
        string text = await File.ReadAllTextAsync(path);
        int end = text.LastIndexOf('"') - 3;
        string changed = string.Concat(text.AsSpan(0, end), text[end] == 'A' ? "B" : "A", text.AsSpan(end + 1));
        await File.WriteAllTextAsync(path, changed);
        await Assert.ThrowsAsync<TokenProtectionException>(async () => await Open().FindAsync(s_id));
    }

    [Fact]
    public async Task TemporaryFileOfACrashedWriterShouldDoNoHarm()
    {
        FileGrantStore store = Open();
        await store.TrySwapAsync(NewGrant(1), null);
        await File.WriteAllTextAsync(GrantFile() + ".new", "half a gra");
        Assert.NotNull(await store.FindAsync(s_id));
        Assert.Single(await store.ListDueAsync(new GrantsDue { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue }));

        Assert.True(await store.TrySwapAsync(NewGrant(2), 1));

        Assert.Empty(Directory.EnumerateFiles(_folder, "*.new"));
        Assert.NotNull(await store.FindAsync(s_id));
    }

    [Fact]
    public async Task TemporaryFilesShouldBeRemovedWhenTheStoreIsOpenedUnlessInUse()
    {
        FileGrantStore store = Open();
        await store.TrySwapAsync(NewGrant(1), null);
        string left = GrantFile() + ".12345678.new";
        await File.WriteAllTextAsync(left, "half a gra");
        GrantId busy = new("busy");
        string underWay = FileGrantStore.GetPath(_folder, busy) + ".new";
        await File.WriteAllTextAsync(underWay, "half a gra");
        using FileStream held = new(FileGrantStore.GetPath(_folder, busy, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        string youngKey = Path.Combine(_folder, "leeway.key.young.new");
        await File.WriteAllTextAsync(youngKey, "");
        File.SetLastWriteTimeUtc(youngKey, _time.GetUtcNow().UtcDateTime.AddMinutes(-59));
        string oldKey = Path.Combine(_folder, "leeway.key.old.new");
        await File.WriteAllTextAsync(oldKey, "");
        File.SetLastWriteTimeUtc(oldKey, _time.GetUtcNow().UtcDateTime.AddMinutes(-61));

        Open();

        Assert.Equal(
            new[] { underWay, youngKey }.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(_folder, "*.new").Order(StringComparer.Ordinal));
        Assert.NotNull(await store.FindAsync(s_id));
    }

    [Fact]
    public async Task InventoryShouldListGrantsAndExplainUnreadableFiles()
    {
        FileGrantStore store = Open();
        foreach (string id in (string[])["good", "torn", "swapped", "locked"])
        {
            await store.TrySwapAsync(NewGrant(1) with { Id = new GrantId(id) }, null);
        }

        string good = FileGrantStore.GetPath(_folder, new GrantId("good"));
        string torn = FileGrantStore.GetPath(_folder, new GrantId("torn"));
        string swapped = FileGrantStore.GetPath(_folder, new GrantId("swapped"));
        string locked = FileGrantStore.GetPath(_folder, new GrantId("locked"));
        await using IAsyncDisposable? lease = await store.TryLeaseAsync(new GrantId("good"), TimeSpan.FromMinutes(1));
        await File.WriteAllTextAsync(good + ".12345678.new", "half a gra");
        await File.WriteAllBytesAsync(torn, (await File.ReadAllBytesAsync(torn))[..200]);
        File.Copy(good, swapped, overwrite: true);
        File.Copy(good, Path.Combine(_folder, "copy.grant"));
        using FileStream held = new(locked, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        FileGrantInventory inventory = new(_folder);

        List<InventoryEntry> entries = [];
        await foreach (InventoryEntry entry in inventory.ListAsync())
        {
            entries.Add(entry);
        }

        Assert.Equal("good", Assert.Single(entries, static entry => entry.Error is null).Name);
        Assert.Equal(
            new[] { "copy.grant", Path.GetFileName(torn), Path.GetFileName(swapped), Path.GetFileName(locked) }.Order(StringComparer.Ordinal),
            entries.Where(static entry => entry.Error is not null).Select(static entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Equal("it belongs to the grant 'good', whose file has another name", (await inventory.FindAsync(new GrantId("swapped")))!.Error);
        Assert.Equal(entries.Select(entry => entry.Name == "good" ? good : entry.Name).Select(Path.GetFileName).Order(StringComparer.Ordinal), entries.Select(entry => entry.Name == "good" ? good : entry.Name).Select(Path.GetFileName));
        Assert.NotNull((await inventory.FindAsync(new GrantId("good")))!.Outline);
        Assert.Null(await inventory.FindAsync(new GrantId("absent")));
        Assert.Equal("good", Assert.Single(await store.ListDueAsync(new GrantsDue { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue })).Id.Value);
    }

    [Fact]
    public async Task InventoryOfAMissingFolderShouldFail()
    {
        FileGrantInventory inventory = new(_folder);

        await Assert.ThrowsAsync<DirectoryNotFoundException>(async () => await inventory.FindAsync(s_id));
        await Assert.ThrowsAsync<DirectoryNotFoundException>(async () => await inventory.ListAsync().GetAsyncEnumerator().MoveNextAsync());
        Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await Open().TrySwapAsync(NewGrant(1), null);
            await inventory.FindAsync(s_id, new CancellationToken(true));
        });
    }

    [Fact]
    public async Task LockThatCannotBeOpenedShouldFailAtOnce()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no sockets among its files.");
            return;
        }

        FileGrantStore store = Open();
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        string path = Path.Combine(_folder, "socket");
        socket.Bind(new UnixDomainSocketEndPoint(path));
        File.CreateSymbolicLink(FileGrantStore.GetPath(_folder, s_id, ".lock"), path);
        using CancellationTokenSource timeout = new(TimeSpan.FromMinutes(1));

        GrantStoreException exception =
            await Assert.ThrowsAsync<GrantStoreException>(async () => await store.TrySwapAsync(NewGrant(1), null, timeout.Token));
        Assert.IsAssignableFrom<IOException>(exception.InnerException);
    }

    [Fact]
    public async Task MissingFolderShouldBeReportedRatherThanAMissingGrant()
    {
        FileGrantStore store = Open();
        await store.TrySwapAsync(NewGrant(1), null);
        IAsyncDisposable? lease = await store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1));
        string elsewhere = _folder + ".gone";
        Directory.Move(_folder, elsewhere);
        try
        {
            foreach ((string words, Func<Task> operation) in ((string, Func<Task>)[])
            [
                ($"read the grant '{s_id}'", async () => await store.FindAsync(s_id)),
                ($"write the grant '{s_id}'", async () => await store.TrySwapAsync(NewGrant(2), 1)),
                ($"remove the grant '{s_id}'", async () => await store.TryRemoveAsync(s_id, 1)),
                ($"remove the grant '{s_id}'", async () => await store.RemoveAsync(s_id)),
                ($"lease the grant '{s_id}'", async () => await store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1))),
                ($"release the lease of the grant '{s_id}'", async () => await lease!.DisposeAsync()),
                ("list its grants", async () => await store.ListDueAsync(new GrantsDue { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue })),
            ])
            {
                GrantStoreException exception = await Assert.ThrowsAsync<GrantStoreException>(operation);
                Assert.Equal(
                    $"The grant store in the folder {_folder} could not {words}: the folder does not exist. Mount or restore it with its files. If they are permanently lost, open the store again and let the users sign in again.",
                    exception.Message);
                Assert.NotNull(exception.InnerException);
            }
        }
        finally
        {
            Directory.Move(elsewhere, _folder);
        }

        Assert.NotNull(await store.FindAsync(s_id));
    }

    [Theory]
    [InlineData(28, "the disk is full. Free space, or raise the quota.")]
    [InlineData(122, "the disk is full. Free space, or raise the quota.")]
    [InlineData(69, "The cause.")]
    [InlineData(30, "the file system is read-only. Mount it writable, or move the folder.")]
    [InlineData(5, "The cause.")]
    [InlineData(0, "access is denied (The cause). Let the user that runs the process read and write the folder and its files.")]
    public void MessageShouldHaveTheCauseAndWhatToDo(int code, string words)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have other codes.");
        Directory.CreateDirectory(_folder);
        Exception exception = code == 0 ? new UnauthorizedAccessException("The cause.") : new IOException("The cause.", code);

        GrantStoreException explained = FileTrouble.Explain(_folder, "write the grant 'a'", exception);

        Assert.Equal($"The grant store in the folder {_folder} could not write the grant 'a': {words}", explained.Message);
        Assert.Same(exception, explained.InnerException);
    }

    [Fact]
    public void OnlyFailuresOfFilesShouldBeExplained()
    {
        Assert.True(FileTrouble.CanExplain(new IOException()));
        Assert.True(FileTrouble.CanExplain(new FileNotFoundException()));
        Assert.True(FileTrouble.CanExplain(new UnauthorizedAccessException()));
        Assert.False(FileTrouble.CanExplain(new InvalidOperationException()));
        Assert.False(FileTrouble.CanExplain(new OperationCanceledException()));
    }

    [Fact]
    public void FolderThatCannotBeCreatedShouldBeReported()
    {
        Directory.CreateDirectory(_folder);
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");

        GrantStoreException exception = Assert.Throws<GrantStoreException>(() => FileGrantStore.Open(Path.Combine(file, "grants")));

        Assert.StartsWith($"The grant store in the folder {Path.Combine(file, "grants")} could not read or create its key: ", exception.Message, StringComparison.Ordinal);
        Assert.StartsWith(
            $"The grant store in the folder {Path.Combine(file, "grants")} could not be opened: ",
            Assert.Throws<GrantStoreException>(() => new FileGrantStore(Path.Combine(file, "grants"), new TestProtector(), _time)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingArgumentsShouldBeNamed()
    {
        Assert.Equal("folder", Assert.Throws<ArgumentException>(static () => FileGrantStore.Open("")).ParamName);
        Assert.Equal("folder", Assert.Throws<ArgumentException>(() => new FileGrantStore("", new TestProtector(), _time)).ParamName);
        Assert.Equal("protector", Assert.Throws<ArgumentNullException>(() => new FileGrantStore(_folder, null!, _time)).ParamName);
        Assert.Equal("time", Assert.Throws<ArgumentNullException>(() => new FileGrantStore(_folder, new TestProtector(), null!)).ParamName);
        Assert.Equal("successor", (await Assert.ThrowsAsync<ArgumentNullException>(async () => await Open().TrySwapAsync(null!, null))).ParamName);
        Assert.Equal("due", (await Assert.ThrowsAsync<ArgumentNullException>(async () => await Open().ListDueAsync(null!))).ParamName);
    }

    [Fact]
    public async Task LeaseShouldLastByTheSystemsClockIfNoOtherIsGiven()
    {
        FileGrantStore store = FileGrantStore.Open(_folder);
        Assert.NotNull(await store.TryLeaseAsync(s_id, TimeSpan.FromHours(1)));
        Assert.Null(await store.TryLeaseAsync(s_id, TimeSpan.FromHours(1)));

        string end = (await File.ReadAllTextAsync(FileGrantStore.GetPath(_folder, s_id, ".lease"))).Split(' ')[1];
        Assert.InRange(
            DateTimeOffset.ParseExact(end, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind), DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));
    }

    /// <summary>Other versions and processes read the same file.</summary>
    [Fact]
    public async Task LeaseShouldHaveANameAndAnEnd()
    {
        await Open().TryLeaseAsync(s_id, TimeSpan.FromMinutes(1));

        Assert.Matches("^[0-9A-F]{32} 2026-11-01T12:01:00\\.0000000\\+00:00$", await File.ReadAllTextAsync(FileGrantStore.GetPath(_folder, s_id, ".lease")));
    }

    [Theory]
    [InlineData("name 2026-11-01T12:00:00.0000001+00:00", true)]
    [InlineData("name 2026-11-01T12:01:00.0000000+00:00", true)]
    [InlineData("name 2026-11-01T13:01:00.0000000+01:00", true)]
    [InlineData("name 2026-11-01T12:00:00.0000000+00:00", false)]
    [InlineData("name 2026-11-01T11:59:00.0000000+00:00", false)]
    [InlineData("name 2026-11-01T12:01:00.0000001+00:00", false)]
    [InlineData("name 2026-11-01T12:00:30.0000000+00:00 more", false)]
    [InlineData("name 2026-11-01 12:00:30", false)]
    [InlineData("name 2026-11-01T12:00:30", false)]
    [InlineData("2026-11-01T12:00:30.0000000+00:00", false)]
    [InlineData("", false)]
    public async Task LeaseShouldBeHeldUntilItsEndButNotLongerThanItsDuration(string content, bool isHeld)
    {
        FileGrantStore store = Open();
        await File.WriteAllTextAsync(FileGrantStore.GetPath(_folder, s_id, ".lease"), content);

        Assert.Equal(isHeld, await store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1)) is null);
    }

    [Fact]
    public async Task LateReleaseShouldNotEndTheLeaseOfAnother()
    {
        FileGrantStore store = Open();
        IAsyncDisposable? late = await store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1));
        _time.Advance(TimeSpan.FromMinutes(1));
        IAsyncDisposable? held = await store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1));

        await late!.DisposeAsync();
        Assert.Null(await store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1)));
        await held!.DisposeAsync();
        Assert.Empty(Directory.EnumerateFiles(_folder, "*.lease"));
    }

    [Fact]
    public async Task CanceledOperationShouldHaveNoEffect()
    {
        FileGrantStore store = Open();
        await store.TrySwapAsync(NewGrant(1), null);
        CancellationToken canceled = new(true);
        foreach (Func<Task> operation in (Func<Task>[])
        [
            async () => await store.FindAsync(s_id, canceled),
            async () => await store.FindAsync(new GrantId("absent"), canceled),
            async () => await store.TrySwapAsync(NewGrant(2), 1, canceled),
            async () => await store.TryRemoveAsync(s_id, 1, canceled),
            async () => await store.RemoveAsync(s_id, canceled),
            async () => await store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1), canceled),
            async () => await store.ListDueAsync(new GrantsDue { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue }, canceled),
        ])
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(operation);
        }

        Assert.Equal(1, (await store.FindAsync(s_id))!.Version);
        Assert.NotNull(await store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task LockOfAnotherProcessShouldBeWaitedFor()
    {
        FileGrantStore store = Open();
        Task<bool> write;
        using (new FileStream(FileGrantStore.GetPath(_folder, s_id, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            write = store.TrySwapAsync(NewGrant(1), null).AsTask();
            using CancellationTokenSource impatient = new();
            Task<bool> other = store.RemoveAsync(s_id, impatient.Token).AsTask();
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
            Assert.False(write.IsCompleted);
        }

        Assert.True(await write);
    }

    [Fact]
    public async Task DamagedFileShouldBeExplained()
    {
        FileGrantStore store = Open();
        await store.TrySwapAsync(NewGrant(1), null);
        string path = GrantFile();
        await File.WriteAllTextAsync(path, "[]");
        string message = $"The file of the grant '{s_id}' cannot be read: it has a format that this version of Leeway does not support. It was not changed: {path}. Restore it from a backup, or delete it and let the user consent again.";

        Assert.Equal(message, (await Assert.ThrowsAsync<GrantStoreException>(async () => await store.FindAsync(s_id))).Message);
        Assert.Equal(message, (await Assert.ThrowsAsync<GrantStoreException>(async () => await store.TrySwapAsync(NewGrant(2), 1))).Message);
    }

    [Fact]
    public async Task FolderWithTheNameOfAGrantShouldBeReported()
    {
        FileGrantStore store = Open();
        Directory.CreateDirectory(Path.Combine(FileGrantStore.GetPath(_folder, s_id), "x"));

        GrantStoreException exception = await Assert.ThrowsAsync<GrantStoreException>(async () => await store.TrySwapAsync(NewGrant(1), null));

        Assert.StartsWith($"The grant store in the folder {_folder} could not write the grant '{s_id}': ", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder, "*.new"));
    }

    [Fact]
    public async Task GrantThatCannotBeOpenedShouldNotPreventListingTheOthers()
    {
        FileGrantStore store = Open();
        await store.TrySwapAsync(NewGrant(1), null);
        await store.TrySwapAsync(NewGrant(1) with { Id = new GrantId("other") }, null);
        string other = FileGrantStore.GetPath(_folder, new GrantId("other"));
        using FileStream held = new(other, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal(s_id, Assert.Single(await store.ListDueAsync(new GrantsDue { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue })).Id);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void TemporaryFileOfAKeyShouldBeKeptForAnHour(int ticks, bool isKept)
    {
        Open();
        string draft = Path.Combine(_folder, "leeway.key.any.new");
        File.WriteAllText(draft, "");
        File.SetLastWriteTimeUtc(draft, _time.GetUtcNow().UtcDateTime.AddHours(-1).AddTicks(-ticks * 100));

        Open();

        Assert.Equal(isKept, File.Exists(draft));
    }

    [Fact]
    public void TemporaryFileThatCannotBeRemovedShouldNotPreventOpening()
    {
        Open();
        foreach (string name in (string[])["a.grant.new", "b.grant.new"])
        {
            File.WriteAllText(Path.Combine(_folder, name), "");
        }

        // The lock of one cannot be opened, because a folder has its name.
        Directory.CreateDirectory(Path.Combine(_folder, "a.lock"));
        Directory.CreateDirectory(Path.Combine(_folder, "c.grant.new"));

        Open();

        Assert.Equal([Path.Combine(_folder, "a.grant.new")], Directory.GetFiles(_folder, "*.new"));
    }

    [Fact]
    public async Task FolderShouldNotStayOpen()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems do not list the open files of a process.");
        FileGrantStore store = Open();

        await store.TrySwapAsync(NewGrant(1), null);
        await store.RemoveAsync(s_id);

        Assert.DoesNotContain(Directory.GetFileSystemEntries("/proc/self/fd"), descriptor => ReadTarget(descriptor)?.StartsWith(_folder, StringComparison.Ordinal) == true);

        static string? ReadTarget(string descriptor)
        {
            try
            {
                return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName;
            }
            catch (IOException)
            {
                // Another test has closed the file.
                return null;
            }
        }
    }

    [Fact]
    public void FlushOfAMissingFolderShouldFail()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows flushes no folders.");

        IOException exception = Assert.Throws<IOException>(() => OwnedFolder.Flush(_folder));

        Assert.Equal($"The folder {_folder} cannot be flushed to the disk.", exception.Message);
        Assert.Equal(NoSuchFile, Assert.IsType<System.ComponentModel.Win32Exception>(exception.InnerException).NativeErrorCode);
    }

    [Fact]
    public void FlushOfSomethingThatCannotBeFlushedShouldFail()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems flush other files.");

        IOException exception = Assert.Throws<IOException>(static () => OwnedFolder.Flush("/proc/self/status"));

        Assert.Equal("The folder /proc/self/status cannot be flushed to the disk.", exception.Message);
    }

    [Fact]
    public async Task FileShouldBeReplaceableWhileItIsRead()
    {
        Assert.Equal(FileShare.None, OwnedFolder.CreateOptions(FileMode.CreateNew, FileAccess.Write, FileShare.None).Share);
        FileGrantStore store = Open();
        await store.TrySwapAsync(NewGrant(1), null);
        string path = GrantFile();
        using FileStream writer = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);

        Assert.Equal(new FileInfo(path).Length, OwnedFolder.Read(path).Length);
        Assert.Equal(OwnedFolder.Read(path), await OwnedFolder.ReadAsync(path, CancellationToken.None));
        FileStreamOptions options = OwnedFolder.CreateOptions(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        Assert.Equal((FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 0), (options.Mode, options.Access, options.Share, options.BufferSize));
    }

    [Fact]
    public void RegistrationShouldReplaceTheInMemoryStore()
    {
        ServiceCollection services = new();
        services.AddAtlassian(static options => (options.ClientId, options.ClientSecret) = ("id", "secret")).StoreGrantsInFiles(_folder);
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.IsType<FileGrantStore>(provider.GetRequiredService<IGrantStore>());
    }

    private FileGrantStore Open() => FileGrantStore.Open(_folder, _time);

    private string GrantFile() => Assert.Single(Directory.EnumerateFiles(_folder, "*.grant"));

    private async Task AssertUntouched<TException>(string path, byte[] expected)
        where TException : Exception
    {
        FileGrantStore store = Open();
        TException exception = await Assert.ThrowsAsync<TException>(async () => await store.FindAsync(s_id));
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
        await AssertRefused<TException>(store.TrySwapAsync(NewGrant(2), 6));
        await AssertRefused<TException>(store.TrySwapAsync(NewGrant(2), null));
        await AssertRefused<TException>(store.TryRemoveAsync(s_id, 6));
        Assert.Equal(expected, await File.ReadAllBytesAsync(path));
    }

    // The version can be read without the key, but not in a damaged file.
    private static async Task AssertRefused<TException>(ValueTask<bool> write)
        where TException : Exception
    {
        if (typeof(TException) == typeof(TokenProtectionException))
        {
            Assert.False(await write);
        }
        else
        {
            await Assert.ThrowsAsync<TException>(async () => await write);
        }
    }

    private static Grant NewGrant(long version) => GrantStoreContract.CreateGrant(s_id, version) with
    {
        AccessToken = new AccessToken($"access-secret-{version}"),
        RefreshToken = new RefreshToken($"refresh-secret-{version}"),
    };
}

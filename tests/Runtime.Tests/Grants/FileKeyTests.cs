using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>The file with the key of a folder of grants.</summary>
public sealed class FileKeyTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "leeway-" + Guid.NewGuid().ToString("N"));

    private string KeyFile => Path.Combine(_folder, "leeway.key");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public void KeyShouldBeCreatedOnceAndKept()
    {
        byte[] key = FileKey.Load(_folder);

        Assert.Equal(32, key.Length);
        Assert.Equal(key, FileKey.Load(_folder));
        Assert.Equal([KeyFile], Directory.GetFiles(_folder));
        Assert.Equal(key, File.ReadAllBytes(KeyFile));
    }

    /// <summary>A process that replaced the key of another one could not read what the other one encrypts.</summary>
    [Fact]
    public async Task ProcessesThatStartTogetherShouldUseOneKey()
    {
        const int Processes = 8;
        for (int i = 0; i < 10; i++)
        {
            string folder = Path.Combine(_folder, $"{i}");
            using Barrier start = new(Processes);
            byte[][] keys = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return FileKey.Load(folder);
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));

            Assert.All(keys, key => Assert.Equal(keys[0], key));
            Assert.Equal([Path.Combine(folder, "leeway.key")], Directory.GetFiles(folder));
        }
    }

    [Fact]
    public void NameOfAnotherFileShouldNotBeTaken()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows needs no links.");
        Directory.CreateDirectory(_folder);
        string first = Path.Combine(_folder, "first");
        string second = Path.Combine(_folder, "second");
        File.WriteAllText(first, "1");
        File.WriteAllText(second, "2");

        Assert.False(OwnedFolder.TryLink(first, second));
        Assert.Equal("2", File.ReadAllText(second));
        Assert.False(OwnedFolder.TryLink(Path.Combine(_folder, "absent"), Path.Combine(_folder, "third")));
        Assert.True(OwnedFolder.TryLink(first, Path.Combine(_folder, "third")));
        Assert.Equal("1", File.ReadAllText(Path.Combine(_folder, "third")));
    }

    [Fact]
    public void MissingKeyOfStoredGrantsShouldNotBeReplaced()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "any.grant"), "");

        TokenProtectionException exception = Assert.Throws<TokenProtectionException>(() => FileKey.Load(_folder));

        Assert.Equal(
            $"The folder has grants but not the key they were encrypted with: {KeyFile}. Restore the key from a backup; a new key could not decrypt them.",
            exception.Message);
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public void OtherFilesShouldNotPreventTheCreationOfTheKey()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "any.lease"), "");

        Assert.Equal(32, FileKey.Load(_folder).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void KeyOfAnotherLengthShouldBeReported(int length)
    {
        FileKey.Load(_folder);
        File.WriteAllBytes(KeyFile, new byte[length]);

        Assert.Equal(
            $"The key {KeyFile} has {length} bytes instead of 32. Restore it from a backup.",
            Assert.Throws<TokenProtectionException>(() => FileKey.Load(_folder)).Message);
    }

    [Theory]
    [InlineData(UnixFileMode.None, true)]
    [InlineData(UnixFileMode.UserExecute, true)]
    [InlineData(UnixFileMode.GroupRead, false)]
    [InlineData(UnixFileMode.GroupWrite, false)]
    [InlineData(UnixFileMode.GroupExecute, false)]
    [InlineData(UnixFileMode.OtherRead, false)]
    [InlineData(UnixFileMode.OtherWrite, false)]
    [InlineData(UnixFileMode.OtherExecute, false)]
    public void KeyThatOthersCanAccessShouldBeRefused(UnixFileMode more, bool isAccepted)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes; the folder inherits who may read it.");
            return;
        }

        byte[] key = FileKey.Load(_folder);
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
        if (isAccepted)
        {
            Assert.Equal(key, FileKey.Load(_folder));
            return;
        }

        Assert.Equal(
            $"The key {KeyFile} can be read by others than its owner. Restrict access (chmod 600), and replace the key if they may have read it.",
            Assert.Throws<TokenProtectionException>(() => FileKey.Load(_folder)).Message);
    }

    [Fact]
    public void FolderAndKeyShouldBeAccessibleToTheirOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes; the folder inherits who may read it.");
            return;
        }

        FileKey.Load(_folder);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(_folder).UnixFileMode);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Fact]
    public void KeyThatCannotBeReadOrCreatedShouldBeReportedAsFailureOfTheStore()
    {
        Directory.CreateDirectory(KeyFile);

        GrantStoreException exception = Assert.Throws<GrantStoreException>(() => AesGcmTokenProtector.Open(_folder));

        Assert.StartsWith($"The grant store in the folder {_folder} could not read or create its key: ", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.InnerException is IOException or UnauthorizedAccessException);
    }
}
